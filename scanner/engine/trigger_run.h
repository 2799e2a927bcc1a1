// SPDX-License-Identifier: Apache-2.0
// The choice of a trigger within a regex: see trigger_run.cpp.
#pragma once

#include <optional>
#include <string>

#include "scanner/engine/regex_syntax.h"

namespace keyhound {

struct TriggerRun {
  std::string text;         // Hyperscan syntax
  double bits = 0;          // -log2 of the chance that source code matches it at a place
  double class_bits = 0;    // what its byte classes would add if bytes were independent
  double literal_bits = 0;  // of its best string of literal bytes
  double score = 0;         // how good it is, greater is better
  std::size_t max_width = 0;
  std::size_t end_min = 0;  // bytes from the start of the regex's match to the end of the run
  std::size_t end_max = 0;  // or kUnbounded
};

// Whether source code has it at less than one of 2^kMinTriggerBits places.
bool is_seldom(const TriggerRun& run);

// The best run that every match of `root` contains; nullopt when there is none.
std::optional<TriggerRun> best_trigger_run(const RegexRef& root);

// The longest run that begins where `root` begins; nullopt when there is none.
std::optional<TriggerRun> leading_trigger_run(const RegexRef& root);

}  // namespace keyhound
