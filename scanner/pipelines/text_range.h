// SPDX-License-Identifier: Apache-2.0
// TextRange: some bytes of a text, by offset. Plain data.
#pragma once

#include <cstdint>

namespace keyhound {

struct TextRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // one past the last byte
  auto operator<=>(const TextRange&) const = default;

  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  [[nodiscard]] bool empty() const { return begin == end; }
  [[nodiscard]] bool contains(std::uint32_t at) const { return begin <= at && at < end; }
  [[nodiscard]] bool overlaps(TextRange other) const {
    return begin < other.end && other.begin < end;
  }
};

}  // namespace keyhound
