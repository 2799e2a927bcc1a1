// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger_table.h"

#include <utility>

namespace keyhound {

std::uint32_t TriggerTable::add(const std::string& trigger) {
  const auto [entry, is_new] =
      numbers_.try_emplace(trigger, static_cast<std::uint32_t>(patterns_.size()));
  if (is_new) patterns_.push_back(trigger);
  return entry->second;
}

TriggerTable make_trigger_table(std::span<const MatchPlan> plans) {
  TriggerTable table;
  for (const MatchPlan& plan : plans) {
    if (!plan.trigger.empty()) table.add(plan.trigger);
  }
  return table;
}

Error rule_error(const Rule& rule, const Error& error) {
  const Error named = error.within("rule " + rule.id);
  return rule.origin.empty() ? named : named.within(rule.origin);
}

}  // namespace keyhound
