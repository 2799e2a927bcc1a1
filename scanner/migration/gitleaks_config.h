// SPDX-License-Identifier: Apache-2.0
// GitleaksConfig: a .gitleaks.toml as gitleaks understands it: keys in any case, numbers as
// strings, one value where a list is expected, one table where an array of tables is. Plain data.
// https://github.com/gitleaks/gitleaks#configuration
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/migration/migration_note.h"
#include "scanner/model/rule.h"

namespace keyhound {

struct GitleaksAllowlist {
  Allowlist list;
  std::vector<std::string> target_rules;  // of a global one; empty: every rule
  std::string place;                      // "<file>:<line>"
};

// Another rule that must find something in the same text.
struct GitleaksRequirement {
  std::string rule;
  std::optional<std::int64_t> within_lines;    // between the starts of the two matches
  std::optional<std::int64_t> within_columns;  // the same
};

struct GitleaksRule {
  std::string id;
  std::string description;
  std::string regex;  // in RE2's syntax; empty: none
  std::string path;   // the same
  int secret_group = 0;
  double entropy = 0;  // a secret of at most this is none; 0: not asked
  std::vector<std::string> keywords;
  std::vector<std::string> tags;
  std::vector<GitleaksAllowlist> allowlists;
  std::vector<GitleaksRequirement> required;
  bool skip_report = false;
  std::string place;  // "<file>:<line>"
};

struct GitleaksConfig {
  std::string origin;  // the file
  bool use_default = false;
  std::string extend_path;
  std::vector<std::string> disabled_rules;
  std::vector<GitleaksRule> rules;
  std::vector<GitleaksAllowlist> allowlists;
  MigrationNotes notes;
};

// Whether a regex compiles, with the reason why it does not.
using RegexCheck = std::function<Status(std::string_view regex)>;

// Parses one file; what it extends is not looked at. kConfiguration, with file, line and rule, for
// what gitleaks refuses too. Keys that gitleaks does not know are notes.
Result<GitleaksConfig> parse_gitleaks_config(std::string_view toml, const std::string& origin,
                                             const RegexCheck& check);

}  // namespace keyhound
