// SPDX-License-Identifier: Apache-2.0
// MatchPlan: how a rule is searched for, worked out from its regex, trigger, keywords and
// max_length alone, so that the build and the program come to the same plan. Plain data.
#pragma once

#include <cstddef>
#include <string>

#include "scanner/base/result.h"
#include "scanner/engine/regex_syntax.h"
#include "scanner/model/rule.h"

namespace keyhound {

struct MatchPlan {
  std::string trigger;      // Hyperscan pattern, no assertions; empty: every text is confirmed
  double trigger_bits = 0;  // 0 for an explicit trigger
  // A match starts this many bytes before the end of a hit. kUnbounded: anywhere in the text.
  std::size_t back_min = 0;
  std::size_t back_max = kUnbounded;
  std::size_t max_length = kUnbounded;  // of a match
  bool is_cut = false;                  // the regex can match more than max_length; it may not
  std::size_t literal_bytes = 0;        // that every match holds
};

// kConfiguration for a regex that matches the empty string, for an explicit trigger that is
// malformed, matches the empty string or is wider than kMaxTriggerWidth.
Result<MatchPlan> make_match_plan(const Rule& rule);

}  // namespace keyhound
