// SPDX-License-Identifier: Apache-2.0
// The cheap pattern that stands for a rule in the Hyperscan database: a contiguous run of the
// regex's elements that every match must contain, chosen for how seldom it fires.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

inline constexpr std::size_t kMaxTriggerWidth = 64;  // bytes

struct RegexShape {
  std::size_t min_length = 0;                 // bytes of the shortest match
  std::optional<std::size_t> max_length;      // bytes of the longest match; nullopt: no bound
  std::string trigger;                        // Hyperscan syntax; empty: none can be derived
  double trigger_bits = 0;                    // -log2 of the chance that random text matches it
};

// Analyses `regex` (RE2 syntax over bytes). kConfiguration when it cannot be parsed; constructs that
// the analysis does not know only end a run, so the answer is sound for every regex RE2 accepts.
Result<RegexShape> analyse_regex(std::string_view regex);

}  // namespace keyhound
