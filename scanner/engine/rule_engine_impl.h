// SPDX-License-Identifier: Apache-2.0
// Private to engine/: what a RuleEngine holds, for the Matcher.
#pragma once

#include <memory>
#include <vector>

#include "scanner/engine/compiled_rule.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/engine/trigger_database.h"

namespace keyhound {

// One trigger database with the rules that each of its patterns stands for.
struct TriggerStage {
  TriggerDatabase database;
  std::vector<std::vector<std::uint32_t>> rules;  // for each pattern; empty: nobody asks for it
};

struct RuleEngine::Impl {
  RuleSet rules;
  bool is_proved_whole = false;
  std::vector<std::unique_ptr<CompiledRule>> compiled;  // as in rules.rules
  std::vector<TriggerStage> stages;        // the precompiled one first, if it serves any rule
  std::vector<std::uint32_t> untriggered;  // rules that every text is confirmed for
};

}  // namespace keyhound
