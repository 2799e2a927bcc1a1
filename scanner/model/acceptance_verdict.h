// SPDX-License-Identifier: Apache-2.0
// What a review says of a finding that it accepts (Acceptance::verdict). Pure functions.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace keyhound {

inline constexpr std::string_view kFalsePositive = "false-positive";  // no credential at all
inline constexpr std::string_view kTestValue = "test-value";          // opens nothing that matters
inline constexpr std::string_view kAccepted = "accepted";  // a credential; the risk is taken

inline constexpr std::array<std::string_view, 3> kAcceptanceVerdicts = {kFalsePositive, kTestValue,
                                                                        kAccepted};

constexpr bool is_acceptance_verdict(std::string_view word) {
  return std::find(kAcceptanceVerdicts.begin(), kAcceptanceVerdicts.end(), word) !=
         kAcceptanceVerdicts.end();
}

// Whether it says that nothing leaked.
constexpr bool says_no_leak(std::string_view verdict) {
  return verdict == kFalsePositive || verdict == kTestValue;
}

}  // namespace keyhound
