// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/policy_verdict.h"

#include <algorithm>
#include <array>

namespace keyhound {

std::string_view to_string(Outcome outcome) {
  constexpr std::array<std::string_view, kOutcomes> kNames = {"pass", "fail", "waived",
                                                              "not-applicable", "error"};
  return kNames[static_cast<std::size_t>(outcome)];
}

const PolicyVerdict* VerdictList::find(std::string_view policy_id) const {
  const auto found = std::find_if(begin(), end(), [policy_id](const PolicyVerdict& verdict) {
    return verdict.policy_id == policy_id;
  });
  return found == end() ? nullptr : &*found;
}

}  // namespace keyhound
