// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_context.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/decode/identity.h"
#include "scanner/engine/pattern.h"
#include "scanner/filters/checksum.h"

namespace keyhound {
namespace {

Result<TextTest> compile_test(std::string_view regex) {
  KEYHOUND_TRY(const Pattern pattern, Pattern::compile(regex));
  return TextTest([pattern](std::string_view text) { return pattern.matches(text); });
}

// For rules that the build has proved: most of their allowlists are never asked.
Result<TextTest> defer_test(std::string_view regex) {
  const Pattern pattern = Pattern::deferred(std::string(regex));
  return TextTest([pattern](std::string_view text) { return pattern.matches(text); });
}

// What a rule names must be there.
Status check_names(const Rule& rule) {
  if (!rule.checksum.empty() && !is_checksum_name(rule.checksum)) {
    return fail(ErrorKind::kConfiguration, fmt::format("there is no checksum '{}'", rule.checksum));
  }
  if (!rule.reveals.empty() && !is_identity_decoder(rule.reveals)) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("there is no decoder '{}' to reveal with", rule.reveals));
  }
  return {};
}

}  // namespace

Result<ScanContext> ScanContext::create(const RuleEngine& engine, ScanSettings settings) {
  ScanContext context(engine, std::move(settings));
  const auto& added = context.settings_.allowlists;
  context.has_dropped_ = std::make_shared<std::vector<std::atomic<bool>>>(added.size());
  for (const SettingsAllowlist& one : added) {
    // Proved rules put off compiling their filters, and these lists are not proved.
    KEYHOUND_TRY_STATUS(AllowlistFilter::compile({one.allowlist}, compile_test));
  }
  KEYHOUND_TRY_STATUS(context.compile_filters());
  KEYHOUND_TRY_STATUS(context.name_companions());
  context.has_origin_allowlist_ =
      context.for_all_.filter.looks_at_origin() ||
      std::any_of(context.by_rule_.begin(), context.by_rule_.end(),
                  [](const Lists& lists) { return lists.filter.looks_at_origin(); });
  return context;
}

Status ScanContext::compile_filters() {
  const RuleSet& rules = engine_->rules();
  const PatternCompiler compiler = engine_->is_proved_whole() ? defer_test : compile_test;
  KEYHOUND_TRY(for_all_, compile_lists(rules.allowlists, std::nullopt, compiler));
  KEYHOUND_TRY(samples_, DocumentationValues::compile(rules.documentation_values, compiler));
  by_rule_.reserve(rules.rules.size());
  for (std::uint32_t i = 0; i < rules.rules.size(); ++i) {
    const Rule& rule = rules.rules[i];
    if (const Status compiled = compile_rule(i); !compiled)
      return fail(compiled.error().within(fmt::format("{}: rule {}", rule.origin, rule.id)));
  }
  return {};
}

Status ScanContext::compile_rule(std::uint32_t index) {
  const Rule& rule = engine_->rules().rules[index];
  const PatternCompiler compiler = engine_->is_proved(index) ? defer_test : compile_test;
  KEYHOUND_TRY(Lists lists, compile_lists(rule.allowlists, rule.id, compiler));
  KEYHOUND_TRY(DocumentationValues samples,
               DocumentationValues::compile(rule.documentation_values, compiler));
  KEYHOUND_TRY_STATUS(check_names(rule));
  by_rule_.push_back(std::move(lists));
  samples_of_rule_.push_back(std::move(samples));
  if (!rule.path.empty()) rules_with_path_.push_back(index);
  const auto is_named = [&rule](const std::vector<std::string>& ids) {
    return std::find(ids.begin(), ids.end(), rule.id) != ids.end();
  };
  is_disabled_.push_back(is_named(settings_.disabled_rules));
  takes_fillers_.push_back(is_named(settings_.takes_fillers));
  return {};
}

std::vector<std::uint32_t> ScanContext::settings_for(std::optional<std::string_view> rule) const {
  std::vector<std::uint32_t> indices;
  for (std::uint32_t i = 0; i < settings_.allowlists.size(); ++i) {
    const auto& rules = settings_.allowlists[i].rules;
    const bool counts =
        rule ? std::find(rules.begin(), rules.end(), *rule) != rules.end() : rules.empty();
    if (counts) indices.push_back(i);
  }
  return indices;
}

Result<ScanContext::Lists> ScanContext::compile_lists(std::vector<Allowlist> own,
                                                      std::optional<std::string_view> rule,
                                                      const PatternCompiler& compiler) const {
  Lists lists;
  lists.own = own.size();
  lists.of_settings = settings_for(rule);
  for (const std::uint32_t index : lists.of_settings)
    own.push_back(settings_.allowlists[index].allowlist);
  KEYHOUND_TRY(lists.filter, AllowlistFilter::compile(own, compiler));
  return lists;
}

Status ScanContext::name_companions() {
  const std::vector<Rule>& rules = engine_->rules().rules;  // by id
  companions_.resize(rules.size());
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = rules[i];
    for (const std::string& id : rule.companions) {
      const auto found = std::lower_bound(
          rules.begin(), rules.end(), id,
          [](const Rule& one, const std::string& wanted) { return one.id < wanted; });
      if (found == rules.end() || found->id != id || id == rule.id) {
        return fail(ErrorKind::kConfiguration,
                    fmt::format("{}: rule {}: companions names \"{}\", which is no other rule",
                                rule.origin, rule.id, id));
      }
      companions_[i].push_back(static_cast<std::uint32_t>(found - rules.begin()));
    }
  }
  return {};
}

bool ScanContext::path_has_a_say(std::string_view path) const {
  return has_origin_allowlist_ ||
         std::any_of(rules_with_path_.begin(), rules_with_path_.end(),
                     [&](std::uint32_t rule) { return engine_->applies_to_path(rule, path); });
}

const Allowlist* ScanContext::first_allowing(const Lists& lists, const std::vector<Allowlist>& own,
                                             const AllowlistSubject& subject) const {
  const auto found = lists.filter.first_allowing(subject);
  if (!found) return nullptr;
  if (*found < lists.own) return &own[*found];
  const std::uint32_t index = lists.of_settings[*found - lists.own];
  std::atomic<bool>& noted = (*has_dropped_)[index];
  if (!noted.load(std::memory_order_relaxed)) noted.store(true, std::memory_order_relaxed);
  return &settings_.allowlists[index].allowlist;
}

bool ScanContext::is_allowed(std::uint32_t rule, const AllowlistSubject& subject) const {
  return allowlist_for(rule, subject) != nullptr;
}

const Allowlist* ScanContext::allowlist_for(std::uint32_t rule,
                                            const AllowlistSubject& subject) const {
  const Allowlist* own = first_allowing(by_rule_[rule], this->rule(rule).allowlists, subject);
  return own != nullptr ? own : first_allowing(for_all_, engine_->rules().allowlists, subject);
}

}  // namespace keyhound
