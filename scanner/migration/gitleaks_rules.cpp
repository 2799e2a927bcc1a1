// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_rules.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace keyhound {
namespace {

constexpr double kMostEntropy = 8;  // bits a byte

// gitleaks rejects an entropy that is not greater, a Rule one that is less: the next number says
// the same.
double least_entropy(double rejected) {
  return rejected <= 0 ? 0 : std::nextafter(rejected, std::numeric_limits<double>::infinity());
}

std::vector<Allowlist> lists_of(const std::vector<GitleaksAllowlist>& allowlists) {
  std::vector<Allowlist> lists;
  for (const GitleaksAllowlist& one : allowlists) lists.push_back(one.list);
  return lists;
}

class Translation {
 public:
  Translation(const GitleaksConfig& config, const RuleNames& names)
      : config_(config), names_(names) {
    rules_.with_defaults = config.use_default;
    rules_.notes = config.notes;
  }

  GitleaksRules run() {
    for (const GitleaksRule& rule : config_.rules) add_rule(rule);
    for (const GitleaksAllowlist& allowlist : config_.allowlists) add_allowlist(allowlist);
    if (config_.use_default) add_defaults();
    if (rules_.file.rules.empty() && !rules_.path_rules.empty() && !config_.use_default)
      add_idle_rule();
    return std::move(rules_);
  }

 private:
  void add_idle_rule() {
    Rule rule;
    rule.id = kIdleRule;
    rule.description = "Nothing";
    rule.family = rule.id;
    rule.regex = R"(\x00\x00\x00\x00no rule on content\x00\x00\x00\x00)";
    rule.origin = config_.origin;
    rules_.file.rules.push_back(std::move(rule));
  }

  void note(MigrationNote::Kind kind, const std::string& place, std::string message,
            std::string next_step) {
    rules_.notes.push_back({kind, place, std::move(message), std::move(next_step)});
  }

  void add_rule(const GitleaksRule& rule) {
    if (rule.regex.empty() && rule.path.empty()) {
      change_default(rule);
    } else if (rule.regex.empty()) {
      rules_.path_rules.push_back({rule.id, description_of(rule), rule.path, rule.tags,
                                   lists_of(rule.allowlists), rule.skip_report});
    } else {
      add_content_rule(rule);
    }
  }

  void add_content_rule(const GitleaksRule& from) {
    if (from.entropy >= kMostEntropy) {
      note(MigrationNote::Kind::kNoEquivalent, from.place,
           fmt::format("rule {}: no secret has an entropy above {}, so it finds nothing", from.id,
                       from.entropy),
           "lower its entropy, or take it out");
      return;
    }
    Rule rule;
    rule.id = from.id;
    rule.description = description_of(from);
    rule.family = from.id;
    rule.regex = from.regex;
    rule.path = from.path;
    rule.secret_group = from.secret_group;
    rule.entropy = least_entropy(from.entropy);
    rule.tags = from.tags;
    rule.allowlists = lists_of(from.allowlists);
    rule.origin = from.place;
    rules_.file.rules.push_back(std::move(rule));
    GitleaksCondition condition{from.keywords, from.required, from.skip_report};
    if (!condition.empty()) rules_.conditions.emplace(from.id, std::move(condition));
    if (config_.use_default && !names_(from.id).empty()) {
      note(MigrationNote::Kind::kRemark, from.place,
           fmt::format("rule {}: stands beside keyhound's own rules for the same; in gitleaks it "
                       "replaces the default one, whose fields serve where it has none",
                       from.id),
           "compare its fields with the default rule's");
    }
  }

  static std::string description_of(const GitleaksRule& rule) {
    return rule.description.empty() ? rule.id : rule.description;
  }

  // A rule that only changes one of gitleaks' default rules.
  void change_default(const GitleaksRule& rule) {
    const std::vector<std::string> own = names_(rule.id);
    if (own.empty()) {
      note(MigrationNote::Kind::kNoEquivalent, rule.place,
           fmt::format("rule {}: keyhound knows no default rule of this name, so what it changes "
                       "is not taken over",
                       rule.id),
           "look for keyhound's rule with 'keyhound rules list', and name that");
      return;
    }
    for (const std::string& id : own)
      for (const GitleaksAllowlist& allowlist : rule.allowlists)
        rules_.default_allowlists.emplace_back(id, allowlist.list);
    if (rule.entropy == 0 && rule.keywords.empty() && rule.secret_group == 0) return;
    note(MigrationNote::Kind::kNoEquivalent, rule.place,
         fmt::format("rule {}: entropy, keywords and secretGroup of a default rule are not changed",
                     rule.id),
         "none where the findings suit you; else write a rule with a regex of its own");
  }

  void add_allowlist(const GitleaksAllowlist& allowlist) {
    if (allowlist.target_rules.empty()) {
      rules_.file.allowlists.push_back(allowlist.list);
      return;
    }
    for (const std::string& id : allowlist.target_rules) add_targeted(id, allowlist);
  }

  void add_targeted(const std::string& id, const GitleaksAllowlist& allowlist) {
    for (Rule& rule : rules_.file.rules) {
      if (rule.id != id) continue;
      rule.allowlists.push_back(allowlist.list);
      return;
    }
    for (GitleaksPathRule& rule : rules_.path_rules) {
      if (rule.id != id) continue;
      rule.allowlists.push_back(allowlist.list);
      return;
    }
    const std::vector<std::string> own = names_(id);
    for (const std::string& default_id : own)
      rules_.default_allowlists.emplace_back(default_id, allowlist.list);
    if (!own.empty() || !config_.use_default) return;
    note(MigrationNote::Kind::kNoEquivalent, allowlist.place,
         fmt::format("targetRules names {}, for which keyhound knows no rule", id),
         "look for keyhound's rule with 'keyhound rules list', and name that");
  }

  void add_defaults() {
    note(MigrationNote::Kind::kRemark, config_.origin,
         "useDefault: keyhound's default rules serve in place of those of gitleaks", "");
    for (const std::string& id : config_.disabled_rules) {
      const std::vector<std::string> own = names_(id);
      rules_.disabled_defaults.insert(rules_.disabled_defaults.end(), own.begin(), own.end());
      if (!own.empty()) continue;
      note(MigrationNote::Kind::kNoEquivalent, config_.origin,
           fmt::format("disabledRules names {}, for which keyhound knows no rule", id),
           "where its findings remain, disable the rule that they name");
    }
  }

  const GitleaksConfig& config_;
  const RuleNames& names_;
  GitleaksRules rules_;
};

}  // namespace

GitleaksRules translate_gitleaks(const GitleaksConfig& config, const RuleNames& names) {
  return Translation(config, names).run();
}

}  // namespace keyhound
