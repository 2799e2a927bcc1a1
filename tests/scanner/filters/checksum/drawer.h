// SPDX-License-Identifier: Apache-2.0
// Reproducible random numbers, and what every test of a family of checksums asks.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "scanner/filters/checksum/checksum_kind.h"

namespace keyhound {

inline Draw drawer(std::uint64_t seed) {
  return [state = seed](std::uint32_t limit) mutable {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>((state >> 33U) % limit);
  };
}

inline const ChecksumKind& kind_of(const std::vector<ChecksumKind>& family, std::string_view name) {
  for (const ChecksumKind& kind : family) {
    if (kind.name == name) return kind;
  }
  FAIL("there is no " << name);
  return family.front();
}

// Changes of one character anywhere from `begin` on that leave the token right.
inline std::size_t unnoticed_changes(const ChecksumKind& kind, const std::string& token,
                                     std::size_t begin) {
  std::size_t unnoticed = 0;
  for (std::size_t i = begin; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'q' ? 'r' : 'q';
    if (kind.is_right(changed) == true) ++unnoticed;
  }
  return unnoticed;
}

}  // namespace keyhound
