// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_context.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/check.h"
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
  const RuleSet& common = engine.common();
  const PatternCompiler compiler = engine.is_proved_whole() ? defer_test : compile_test;
  KEYHOUND_TRY(context.for_all_, context.compile_lists(common.allowlists, std::nullopt, compiler));
  KEYHOUND_TRY(context.samples_,
               DocumentationValues::compile(common.documentation_values, compiler));
  context.by_rule_ = LazySlots<OfRule>(engine.size());
  for (std::uint32_t i = 0; !engine.is_proved_whole() && i < engine.size(); ++i) {
    KEYHOUND_TRY(std::unique_ptr<const OfRule> made, context.make(i));
    context.by_rule_.put(i, std::move(made));
  }
  context.rules_with_path_ = engine.rules_with_path();
  context.has_origin_allowlist_ = context.for_all_.filter.looks_at_origin() ||
                                  engine.has_origin_allowlist() ||
                                  context.settings_look_at_origin();
  return context;
}

bool ScanContext::settings_look_at_origin() const {
  return std::any_of(
      settings_.allowlists.begin(), settings_.allowlists.end(), [&](const SettingsAllowlist& one) {
        return (!one.allowlist.paths.empty() || !one.allowlist.commits.empty()) &&
               std::any_of(one.rules.begin(), one.rules.end(),
                           [&](const std::string& id) { return engine_->find(id).has_value(); });
      });
}

std::unique_ptr<const ScanContext::OfRule> ScanContext::make_proved(std::uint32_t rule) const {
  auto made = make(rule);
  KEYHOUND_CHECK(made);
  return std::move(*made);
}

Result<std::unique_ptr<const ScanContext::OfRule>> ScanContext::make(std::uint32_t index) const {
  const Rule& rule = this->rule(index);
  const auto of_rule = [&rule](const Error& error) {
    return fail(error.within(fmt::format("{}: rule {}", rule.origin, rule.id)));
  };
  const PatternCompiler compiler = engine_->is_proved(index) ? defer_test : compile_test;
  auto made = std::make_unique<OfRule>();
  auto lists = compile_lists(rule.allowlists, rule.id, compiler);
  if (!lists) return of_rule(lists.error());
  made->lists = std::move(*lists);
  auto samples = DocumentationValues::compile(rule.documentation_values, compiler);
  if (!samples) return of_rule(samples.error());
  made->samples = std::move(*samples);
  if (const Status named = check_names(rule); !named) return of_rule(named.error());
  KEYHOUND_TRY(made->companions, companions_of(rule));
  const auto is_named = [&rule](const std::vector<std::string>& ids) {
    return std::find(ids.begin(), ids.end(), rule.id) != ids.end();
  };
  made->is_disabled = is_named(settings_.disabled_rules);
  made->takes_fillers = is_named(settings_.takes_fillers);
  return made;
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

Result<std::vector<std::uint32_t>> ScanContext::companions_of(const Rule& rule) const {
  std::vector<std::uint32_t> companions;
  for (const std::string& id : rule.companions) {
    const auto found = engine_->find(id);
    if (!found || id == rule.id) {
      return fail(ErrorKind::kConfiguration,
                  fmt::format("{}: rule {}: companions names \"{}\", which is no other rule",
                              rule.origin, rule.id, id));
    }
    companions.push_back(*found);
  }
  return companions;
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
  const Allowlist* own = first_allowing(of(rule).lists, this->rule(rule).allowlists, subject);
  return own != nullptr ? own : first_allowing(for_all_, engine_->common().allowlists, subject);
}

}  // namespace keyhound
