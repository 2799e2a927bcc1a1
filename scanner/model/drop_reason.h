// SPDX-License-Identifier: Apache-2.0
// DropReason: why something that a rule found is not reported. Plain data; pure functions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace keyhound {

// In the order in which they are asked, which is the order in reports.
enum class DropReason : std::uint8_t {
  kEmpty,
  kDisabled,  // configuration switched the rule off
  kPath,
  kEntropy,
  kPlaceholder,
  kAllowlist,
  kSuppressed,     // a comment beside it says so
  kNoValue,        // nothing is assigned, or code
  kReference,      // the value only names a secret
  kScore,          // the generic-secret model says no
  kOverlap,        // a more specific rule found the same bytes
  kLowConfidence,  // of a whole finding: below --min-confidence
};
inline constexpr std::size_t kDropReasons = 12;

std::string_view to_string(DropReason reason);  // "other-path", "low-entropy", ...
std::string_view describe(DropReason reason);   // the same in words, for people

// How many each reason dropped.
using DropCounts = std::array<std::uint64_t, kDropReasons>;

void add_counts(DropCounts& to, const DropCounts& more);

}  // namespace keyhound
