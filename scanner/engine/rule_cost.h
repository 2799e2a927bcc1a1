// SPDX-License-Identifier: Apache-2.0
// What one rule costs: one bad rule costs more than all others together, so each is measured alone
// before it is merged.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace keyhound {

inline constexpr double kMinTriggerSpeed = 1000;  // MB/s, a trigger alone on one core
inline constexpr double kMaxHitsPerMegabyte = 50;
inline constexpr double kMaxConfirmMicroseconds = 1000;

struct RuleCost {
  bool has_trigger = false;  // without one RE2 reads every text
  bool is_bounded = false;   // the longest match has a length
  double trigger_speed = 0;  // MB/s of its trigger alone, processor time
  double hits_per_megabyte = 0;
  // Of RE2 on the corpus, at the trigger's hits or, without a trigger, on all of it.
  double confirm_us_per_megabyte = 0;
  double compile_ms = 0;  // Hyperscan and RE2
  // Of finding a match as long as the rule allows. Large counted repeats ({8,1000}) that overlap
  // drive RE2 out of its automaton into a simulation that is a thousand times slower.
  double confirm_us = 0;

  // Of RE2 on the corpus, 0 without hits.
  [[nodiscard]] double confirm_us_per_hit() const;
  // Of both stages; the trigger's part is what it takes alone, which is more than what it adds to
  // those of other rules.
  [[nodiscard]] double us_per_megabyte() const;
};

// Measures on `corpus`, which should be some megabytes of ordinary source code. The speed is the
// best of several passes, so that other load on the machine does not count.
Result<RuleCost> measure_cost(const Rule& rule, std::span<const std::string_view> corpus);

// What is too much about `cost`, in words; empty: nothing.
std::vector<std::string> excesses(const RuleCost& cost);

}  // namespace keyhound
