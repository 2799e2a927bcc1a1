// SPDX-License-Identifier: Apache-2.0
// CopiedRange: bytes that a text took over from the text it derives from. Plain data.
#pragma once

#include <cstddef>

namespace keyhound {

// text[begin, begin + size) == base[base_begin, base_begin + size). In lists: by `begin`, disjoint,
// never empty, and two that continue each other on both sides are one.
struct CopiedRange {
  std::size_t begin = 0;
  std::size_t base_begin = 0;
  std::size_t size = 0;

  [[nodiscard]] std::size_t end() const { return begin + size; }
  [[nodiscard]] std::size_t base_end() const { return base_begin + size; }
  bool operator==(const CopiedRange&) const = default;
};

}  // namespace keyhound
