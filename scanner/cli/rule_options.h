// SPDX-License-Identifier: Apache-2.0
// The options that choose rules, shared by the commands that need an engine.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/engine/rule_engine.h"
#include "scanner/migration/gitleaks_rules.h"
#include "scanner/rules/verifier_set.h"

namespace CLI {
class App;
}

namespace keyhound {

// A rule file that a configuration names; `text` where a commit has it, and `path` is its name.
struct ConfiguredRules {
  std::string path;
  std::optional<std::string> text;
};

struct RuleOptions {
  std::vector<std::string> files;  // --rules: files or directories
  bool no_default_rules = false;
  std::vector<ConfiguredRules> configured;  // rules of `files` replace those of the same id
  // null: none; decides on the default rules
  std::shared_ptr<const GitleaksRules> gitleaks = nullptr;
  bool with_examples = false;  // the default rules' too; only for who shows or tries them
};

void add_rule_options(CLI::App& app, RuleOptions& options);

// Where compiled databases of the user's rules are kept: $XDG_CACHE_HOME/keyhound, or
// ~/.cache/keyhound; empty when neither is known.
std::string cache_folder();

// The rules that the options choose. kConfiguration for a set without rules.
Result<RuleSet> load_rule_set(const RuleOptions& options);

// The verifiers of the rules that the options choose; one of a rule file replaces the default one
// of the same id.
Result<VerifierSet> load_verifiers(const RuleOptions& options, const RuleSet& rules);

// The engine for them; the default pack's triggers come precompiled.
Result<RuleEngine> make_engine(const RuleOptions& options);

}  // namespace keyhound
