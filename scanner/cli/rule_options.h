// SPDX-License-Identifier: Apache-2.0
// The options that choose rules, shared by the commands that need an engine.
#pragma once

#include <string>
#include <vector>

#include "scanner/engine/rule_engine.h"

namespace CLI {
class App;
}

namespace keyhound {

struct RuleOptions {
  std::vector<std::string> files;  // --rules: files or directories
  bool no_default_rules = false;
};

void add_rule_options(CLI::App& app, RuleOptions& options);

// Where compiled databases of the user's rules are kept: $XDG_CACHE_HOME/keyhound, or
// ~/.cache/keyhound; empty when neither is known.
std::string cache_folder();

// The rules that the options choose. kConfiguration for a set without rules.
Result<RuleSet> load_rule_set(const RuleOptions& options);

// The engine for them; the default pack's triggers come precompiled.
Result<RuleEngine> make_engine(const RuleOptions& options);

}  // namespace keyhound
