// SPDX-License-Identifier: Apache-2.0
// The cheap pattern that stands for a rule in the Hyperscan database: a contiguous run of the
// regex's elements that every match must contain, chosen for how seldom it fires.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace keyhound {

inline constexpr std::size_t kMaxTriggerWidth = 64;  // bytes
// A derived trigger that random source code matches more often than once in 2^16 places is none.
inline constexpr double kMinTriggerBits = 16;

struct RegexShape {
  std::size_t min_length = 0;             // bytes of the shortest match
  std::optional<std::size_t> max_length;  // bytes of the longest match; nullopt: no bound
  std::size_t literal_bytes = 0;          // bytes of every match that the regex spells out
  std::string trigger;                    // Hyperscan syntax; empty: none can be derived
  double trigger_bits = 0;                // -log2 of the chance that source code matches it
  bool has_word = false;                  // the trigger holds a word: kWordBits, trigger_worth.h
  // Bytes from the start of a match to the end of the trigger's hit within it.
  std::size_t trigger_end_min = 0;
  std::optional<std::size_t> trigger_end_max;  // nullopt: no bound
};

// Which stretch of a regex is its trigger. The words of context rules are too short to be rare by
// themselves, so theirs goes on over the operator to the head of the value.
enum class TriggerChoice { kRarest, kLeading };

// Analyses `regex` (RE2 syntax over bytes). kConfiguration when it cannot be parsed; what the
// analysis does not know exactly (Unicode classes) is taken as any byte, so the answer is sound for
// every regex RE2 accepts.
Result<RegexShape> analyse_regex(std::string_view regex,
                                 TriggerChoice choice = TriggerChoice::kRarest);

// The same of a rule's regex.
Result<RegexShape> analyse_rule(const Rule& rule);

}  // namespace keyhound
