// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/joined_liveness.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/check.h"

namespace keyhound {
namespace {

bool is_dead(const Liveness& liveness) {
  return liveness.state == LivenessState::kRevoked || liveness.state == LivenessState::kExpired;
}

}  // namespace

Liveness joined_liveness(const std::vector<Liveness>& checks) {
  KEYHOUND_CHECK(!checks.empty());
  for (const LivenessState state :
       {LivenessState::kActive, LivenessState::kIndeterminate, LivenessState::kUnchecked}) {
    const auto found = std::find_if(checks.begin(), checks.end(),
                                    [state](const Liveness& one) { return one.state == state; });
    if (found == checks.end()) continue;
    Liveness joined = *found;
    const auto dead = std::count_if(checks.begin(), checks.end(), is_dead);
    if (state != LivenessState::kActive && dead > 0 && !joined.reason.empty())
      joined.reason += fmt::format("; {} of {} places refused it", dead, checks.size());
    return joined;
  }
  return *std::min_element(checks.begin(), checks.end(),
                           [](const Liveness& a, const Liveness& b) { return a.at < b.at; });
}

}  // namespace keyhound
