// SPDX-License-Identifier: Apache-2.0
// Reads rule files (TOML, a superset of gitleaks' [[rules]]) into the model. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"
#include "scanner/model/verifier.h"

namespace keyhound {

// The content of one rule file: rules, allowlists and documentation values for all of them, and
// what verifies their secrets.
struct RuleFile {
  std::vector<Rule> rules;
  std::vector<Allowlist> allowlists;
  std::vector<std::string> documentation_values;
  std::vector<Verifier> verifiers;

  // Adds what `other` holds.
  void append(RuleFile other);
};

// Parses TOML text. Errors are kConfiguration and begin with "<origin>:<line>:<column>: "; unknown
// keys, wrong types and values out of range are errors.
Result<RuleFile> parse_rule_file(std::string_view toml, const std::string& origin);

// Loads a file, or every *.toml of a directory in the order of their names.
Result<RuleFile> load_rule_files(const std::string& path);

// Sorts by id, refuses duplicate ids (naming both origins), and computes the digest. Rules of
// `overrides` replace rules of `base` with the same id.
Result<RuleSet> make_rule_set(RuleFile base, RuleFile overrides = {});

}  // namespace keyhound
