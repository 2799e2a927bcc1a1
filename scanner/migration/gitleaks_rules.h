// SPDX-License-Identifier: Apache-2.0
// GitleaksRules: a gitleaks configuration as keyhound's rules, with what a rule cannot say beside
// them: conditions on the whole text, rules on paths alone, and changes of default rules. Plain
// data.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scanner/migration/gitleaks_config.h"
#include "scanner/rules/rule_file.h"

namespace keyhound {

// The ids of keyhound's rules that find what another tool's rule finds; empty: not known.
using RuleNames = std::function<std::vector<std::string>(std::string_view foreign)>;

// What gitleaks asks of a whole text before a match of a rule counts.
struct GitleaksCondition {
  std::vector<std::string> keywords;  // lower case; one must stand somewhere in the text
  std::vector<GitleaksRequirement> required;
  bool skip_report = false;  // only serves rules that require it

  [[nodiscard]] bool empty() const { return keywords.empty() && required.empty() && !skip_report; }
};

// A rule that asks for nothing but a path.
struct GitleaksPathRule {
  std::string id;
  std::string description;
  std::string path;
  std::vector<std::string> tags;
  std::vector<Allowlist> allowlists;
  bool skip_report = false;
};

struct GitleaksRules {
  // Own rules and global allowlists. Keywords are not among what the rules say: see `conditions`.
  RuleFile file;
  std::map<std::string, GitleaksCondition> conditions;  // by rule id; those that are not empty
  std::vector<GitleaksPathRule> path_rules;
  bool with_defaults = false;                  // useDefault: keyhound's rules serve in their place
  std::vector<std::string> disabled_defaults;  // ids of keyhound's rules
  std::vector<std::pair<std::string, Allowlist>> default_allowlists;  // by id of keyhound's rules
  MigrationNotes notes;
};

// The id of a rule that finds nothing: an engine needs one, also where all rules are on paths.
inline constexpr const char* kIdleRule = "no-rule-on-content";

// REQUIRES: `config` was loaded by load_gitleaks_config().
GitleaksRules translate_gitleaks(const GitleaksConfig& config, const RuleNames& names);

}  // namespace keyhound
