// SPDX-License-Identifier: Apache-2.0
// PlanTable: what a search asks of all encoded match plans at once, worked out by the build, and
// the plans one by one: a scan of few files needs a dozen of hundreds. Borrows its bytes.
// Immutable, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/number_table.h"
#include "scanner/base/result.h"
#include "scanner/engine/match_plan.h"
#include "scanner/engine/trigger_rules.h"
#include "scanner/model/rule.h"

namespace keyhound {

// How far texts that are cut must overlap, by the rules that have a bound.
struct SearchReach {
  std::size_t context = 0;
  bool is_bounded = true;  // every rule has one
  void add(const Rule& rule, const MatchPlan& plan);
};

// REQUIRES: a plan a rule, in their order.
std::string encode_plan_table(const RuleSet& rules, const std::vector<MatchPlan>& plans);

class PlanTable {
 public:
  // `plans` as encode_plans() writes them, `table` as encode_plan_table(). kCorrupt for a table
  // that does not fit them.
  static Result<PlanTable> open(std::string_view plans, std::string_view table);

  [[nodiscard]] std::size_t size() const { return begins_.size() - 1; }
  // REQUIRES: rule < size().
  [[nodiscard]] MatchPlan plan(std::uint32_t rule) const;

  // Of the table of all plans (make_trigger_table).
  [[nodiscard]] const TriggerRules& triggers() const { return triggers_; }
  [[nodiscard]] const std::vector<std::uint32_t>& untriggered() const { return untriggered_; }
  [[nodiscard]] const SearchReach& reach() const { return reach_; }

 private:
  PlanTable() = default;

  std::string_view plans_;
  NumberTable begins_;  // in plans_, and where the last plan ends
  TriggerRules triggers_;
  std::vector<std::uint32_t> untriggered_;
  SearchReach reach_;
};

}  // namespace keyhound
