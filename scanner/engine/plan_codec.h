// SPDX-License-Identifier: Apache-2.0
// The match plans of the default pack as they are embedded in the program: working them out from
// the regexes takes tens of milliseconds, reading them a fraction of one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/engine/match_plan.h"

namespace keyhound {

// One plan a rule, in the order of the rule set.
std::string encode_plans(const std::vector<MatchPlan>& plans);
// kCorrupt for anything that encode_plans() did not write.
Result<std::vector<MatchPlan>> decode_plans(std::string_view bytes);

// Encoded plans are their number, and from kEncodedPlansBegin on one plan after the other. For
// PlanTable, which reads them one by one.
inline constexpr std::size_t kEncodedPlansBegin = 23;
std::string encode_plan(const MatchPlan& plan);
Result<MatchPlan> decode_plan(std::string_view bytes);

}  // namespace keyhound
