// SPDX-License-Identifier: Apache-2.0
// Private to engine/: what a RuleEngine holds, for the Matcher.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "scanner/base/lazy_slots.h"
#include "scanner/engine/compiled_rule.h"
#include "scanner/engine/plan_table.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/engine/trigger_database.h"
#include "scanner/engine/trigger_rules.h"

namespace keyhound {

// One trigger database, with the number of its patterns.
struct TriggerStage {
  TriggerDatabase database;
  std::size_t triggers = 0;
};

// Rules and their plans as the build has encoded them, read when they are needed.
struct PackedRules {
  RulePack pack;
  PlanTable plans;
  LazySlots<Rule> rules{pack.size()};
};

struct RuleEngine::Impl {
  [[nodiscard]] const Rule& rule(std::uint32_t index) const;
  [[nodiscard]] const CompiledRule& compiled(std::uint32_t index) const;
  [[nodiscard]] std::size_t size() const { return compiled_rules.size(); }
  // Of an engine that reads its rules when they are needed, all of them: read now.
  [[nodiscard]] const RuleSet& all_rules() const;

  void add_stage(TriggerDatabase database, const std::vector<std::vector<std::uint32_t>>& rules_of);
  // Hyperscan names no rule when it refuses a set; the one that it refuses alone is the culprit.
  [[nodiscard]] Error blame_rule(const Error& error) const;

  RuleSet rules;  // of packed ones, what counts for all of them
  std::optional<PackedRules> packed;
  bool is_proved_whole = false;
  SearchReach reach;
  LazySlots<CompiledRule> compiled_rules;  // all of them are there, unless they are packed
  std::vector<TriggerStage> stages;        // the precompiled one first, if it serves any rule
  TriggerRules trigger_rules;              // of the triggers of all stages; some have none
  std::vector<std::uint32_t> untriggered;  // rules that every text is confirmed for

 private:
  mutable std::once_flag once_;
  mutable RuleSet whole_;
};

}  // namespace keyhound
