// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: reads the entries of a tree that is a delta. An entry is read from its
// own bytes alone, so where all bytes of an entry of the base were copied, and reading arrives at
// its first, the entry stands here as it stood there. Such entries are not looked at again.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/base/copied_range.h"
#include "scanner/git/tree_entries.h"

namespace keyhound {

// `boundaries`: where the entries of the base begin, ascending, and where its last one ends; empty:
// nothing is known. Calls, in the order of the tree, carried(first, last, at) for the base's
// entries [first, last), the first of which now begins at `at`, and touched(at, entry) for every
// other entry. Returns where the last whole entry ends: bytes.size() unless the tree breaks off.
// REQUIRES: bytes.size() fits 32 bits; the ranges lie in the tree and in the base.
template <class Carried, class Touched>
std::uint32_t read_tree_entries(std::string_view bytes, std::size_t id_size,
                                std::span<const std::uint32_t> boundaries,
                                std::span<const CopiedRange> copied, const Carried& carried,
                                const Touched& touched) {
  if (boundaries.size() < 2) copied = {};
  std::size_t at = 0;
  std::size_t range = 0;
  while (at < bytes.size()) {
    while (range < copied.size() && copied[range].end() <= at) ++range;
    if (range < copied.size() && copied[range].begin <= at) {
      const std::size_t base_at = at - copied[range].begin + copied[range].base_begin;
      const auto first = std::lower_bound(boundaries.begin(), boundaries.end(), base_at);
      if (first != boundaries.end() && *first == base_at) {
        const auto last = std::upper_bound(first, boundaries.end(), copied[range].base_end()) - 1;
        if (last > first) {
          carried(static_cast<std::size_t>(first - boundaries.begin()),
                  static_cast<std::size_t>(last - boundaries.begin()),
                  static_cast<std::uint32_t>(at));
          at += *last - *first;
          continue;
        }
      }
    }
    const TreeCursor cursor(bytes.substr(at), id_size);
    if (cursor.at_end()) break;
    touched(static_cast<std::uint32_t>(at), cursor.entry());
    at = static_cast<std::size_t>(cursor.entry().id.data() - bytes.data()) + id_size;
  }
  return static_cast<std::uint32_t>(at);
}

}  // namespace keyhound
