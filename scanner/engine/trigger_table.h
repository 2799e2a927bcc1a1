// SPDX-License-Identifier: Apache-2.0
// TriggerTable: the distinct triggers of some rules, in the order of their first use. Rules with
// the same trigger (the kinds of private keys) share one pattern. The build and the program make
// the same table from the same rules, so a compiled database needs no list of its patterns.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/engine/match_plan.h"
#include "scanner/model/rule.h"

namespace keyhound {

class TriggerTable {
 public:
  // The number of `trigger`, which is added when it is new.
  std::uint32_t add(const std::string& trigger);

  [[nodiscard]] const std::vector<std::string>& patterns() const { return patterns_; }

 private:
  std::vector<std::string> patterns_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

// The table of rules with these plans; rules without a trigger have none.
TriggerTable make_trigger_table(std::span<const MatchPlan> plans);

// `error` with the rule's origin and id in front.
Error rule_error(const Rule& rule, const Error& error);

}  // namespace keyhound
