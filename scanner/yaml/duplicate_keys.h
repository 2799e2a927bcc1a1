// SPDX-License-Identifier: Apache-2.0
// Which keys of a mapping are there already. Pure.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace keyhound {

// A key of a mapping that is known by its text.
struct KeyText {
  std::string_view text;
  std::size_t entry = 0;  // its number in the mapping
};

struct RepeatedKey {
  std::size_t first = 0;  // entries
  std::size_t repeat = 0;
};

// By the repeats' order. Takes O(n log n) comparisons whatever the keys are (no hashes that hostile
// keys could make collide). May reorder `keys`. REQUIRES: `keys` in the order of their entries.
std::vector<RepeatedKey> repeated_keys(std::span<KeyText> keys);

}  // namespace keyhound
