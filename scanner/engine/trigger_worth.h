// SPDX-License-Identifier: Apache-2.0
// Private to scanner/engine/: what a piece of a regex is worth as a part of a trigger. Bytes are
// not independent, so a letter behind a letter counts less, and class bytes up to a limit only; see
// trigger_run.cpp. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <span>

#include "scanner/engine/regex_syntax.h"

namespace keyhound {

inline constexpr double kEnoughLiteralBits = 48;
// From here on a string is a word, which can be looked for by itself: "exa", in either case, has
// 10.2 bits, a byte 7 at most.
inline constexpr double kWordBits = 10;

// -log2 of the chance that source code matches the piece at a place.
struct Worth {
  double bits = 0;          // of literals and alternations
  double class_bits = 0;    // of wider byte sets
  double literal_bits = 0;  // of the best string of literal bytes, of the worst branch
  std::size_t cost = 0;     // automaton positions

  [[nodiscard]] double all_bits() const;
};

// Adds up what pieces in a row are worth.
class WorthOfRow {
 public:
  void add(const RegexNode& node, const Worth& worth);
  [[nodiscard]] const Worth& worth() const { return row_; }

 private:
  Worth row_;
  double string_bits_ = 0;  // of the literal bytes that end the row
  bool is_after_letter_ = false;
};

Worth worth_of(const RegexNode& node);
Worth worth_of_row(std::span<const RegexRef> pieces);

}  // namespace keyhound
