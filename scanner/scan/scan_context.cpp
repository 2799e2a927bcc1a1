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
  const RuleSet& rules = engine.rules();
  context.allowlists_for_all_ = rules.allowlists;
  context.allowlists_for_all_.insert(context.allowlists_for_all_.end(),
                                     context.settings_.allowlists.begin(),
                                     context.settings_.allowlists.end());
  KEYHOUND_TRY(context.for_all_,
               AllowlistFilter::compile(context.allowlists_for_all_, compile_test));
  KEYHOUND_TRY(context.samples_,
               DocumentationValues::compile(rules.documentation_values, compile_test));
  context.by_rule_.reserve(rules.rules.size());
  for (std::uint32_t i = 0; i < rules.rules.size(); ++i) {
    const Rule& rule = rules.rules[i];
    const PatternCompiler compiler = engine.is_proved(i) ? defer_test : compile_test;
    const auto within_rule = [&rule](const Error& error) {
      return fail(error.within(fmt::format("{}: rule {}", rule.origin, rule.id)));
    };
    auto filter = AllowlistFilter::compile(rule.allowlists, compiler);
    if (!filter) return within_rule(filter.error());
    auto samples = DocumentationValues::compile(rule.documentation_values, compiler);
    if (!samples) return within_rule(samples.error());
    if (const Status names = check_names(rule); !names) return within_rule(names.error());
    context.by_rule_.push_back(std::move(*filter));
    context.samples_of_rule_.push_back(std::move(*samples));
    if (!rule.path.empty()) context.rules_with_path_.push_back(i);
    const auto is_named = [&rule](const std::vector<std::string>& ids) {
      return std::find(ids.begin(), ids.end(), rule.id) != ids.end();
    };
    context.is_disabled_.push_back(is_named(context.settings_.disabled_rules));
    context.takes_fillers_.push_back(is_named(context.settings_.takes_fillers));
  }
  KEYHOUND_TRY_STATUS(context.name_companions());
  context.has_origin_allowlist_ =
      context.for_all_.looks_at_origin() ||
      std::any_of(context.by_rule_.begin(), context.by_rule_.end(),
                  [](const AllowlistFilter& filter) { return filter.looks_at_origin(); });
  return context;
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

bool ScanContext::is_allowed(std::uint32_t rule, const AllowlistSubject& subject) const {
  return by_rule_[rule].allows(subject) || for_all_.allows(subject);
}

const Allowlist* ScanContext::allowlist_for(std::uint32_t rule,
                                            const AllowlistSubject& subject) const {
  if (const auto own = by_rule_[rule].first_allowing(subject))
    return &this->rule(rule).allowlists[*own];
  if (const auto common = for_all_.first_allowing(subject)) return &allowlists_for_all_[*common];
  return nullptr;
}

}  // namespace keyhound
