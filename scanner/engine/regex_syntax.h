// SPDX-License-Identifier: Apache-2.0
// The syntax tree of an RE2 regex over bytes, with groups dissolved and flags worked into the byte
// sets. It accepts a superset of the regex: what RE2 can match, the tree can match, with the same
// widths. Immutable, shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/engine/byte_set.h"

namespace keyhound {

inline constexpr std::size_t kUnbounded = SIZE_MAX;  // as a width or a number of repeats

struct RegexNode;
using RegexRef = std::shared_ptr<const RegexNode>;

struct RegexNode {
  enum class Kind {
    kBytes,      // one byte out of `bytes`
    kAssertion,  // ^ $ \b \B \A \z: no width
    kConcat,
    kAlternate,
    kRepeat,  // the only child, `min` to `max` times
  };
  Kind kind = Kind::kAssertion;
  ByteSet bytes;
  std::vector<RegexRef> children;
  std::size_t min = 0;
  std::size_t max = 0;
  std::size_t min_width = 0;  // bytes
  std::size_t max_width = 0;  // bytes or kUnbounded
};

// Sums and products of widths that stay at kUnbounded.
std::size_t add_widths(std::size_t a, std::size_t b);
std::size_t multiply_widths(std::size_t a, std::size_t b);

RegexRef make_bytes(const ByteSet& bytes);
RegexRef make_assertion();
RegexRef make_concat(std::vector<RegexRef> children);
RegexRef make_alternate(std::vector<RegexRef> children);
RegexRef make_repeat(RegexRef child, std::size_t min, std::size_t max);

// kConfiguration with the offset for what is not RE2 syntax. It does not find every mistake; RE2
// does.
Result<RegexRef> parse_regex(std::string_view regex);

}  // namespace keyhound
