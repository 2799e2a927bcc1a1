// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: finds the entry of a name in a tree; of a hostile tree's several, the
// first. Reused from tree to tree for its buffer.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "scanner/git/pack/tree_index.h"

namespace keyhound {

class EdgeLookup {
 public:
  // REQUIRES: the edges live as long as the lookup is used.
  void reset(std::span<const TreeEdge> edges) {
    edges_ = edges;
    if (edges.size() <= kFewEdges) return;
    slots_.assign(std::bit_ceil(edges.size() * 2), 0);
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
      std::uint32_t& slot = slots_[place_of(edges[i].name)];
      if (slot == 0) slot = i + 1;
    }
  }

  // nullptr: there is none.
  [[nodiscard]] const TreeEdge* find(std::uint32_t name) const {
    if (edges_.size() <= kFewEdges) {
      for (const TreeEdge& edge : edges_) {
        if (edge.name == name) return &edge;
      }
      return nullptr;
    }
    const std::uint32_t slot = slots_[place_of(name)];
    return slot != 0 ? &edges_[slot - 1] : nullptr;
  }

 private:
  static constexpr std::size_t kFewEdges = 8;

  // Where the name stands, or the free slot where it would.
  [[nodiscard]] std::size_t place_of(std::uint32_t name) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = (name * std::uint64_t{0x9E3779B97F4A7C15U} >> 32) & mask;
    while (slots_[place] != 0 && edges_[slots_[place] - 1].name != name) place = (place + 1) & mask;
    return place;
  }

  std::span<const TreeEdge> edges_;
  std::vector<std::uint32_t> slots_;  // open addressing: 1 + index, 0: free
};

}  // namespace keyhound
