// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: what a TreeVisitor has read, for TreeIndex::merge. Numbers of names and
// of missing objects are the visitor's own.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/git/pack/name_table.h"
#include "scanner/git/pack/tree_visitor.h"
#include "scanner/git/tree_entries.h"

namespace keyhound {

struct LocatedEdge {
  std::uint32_t offset;  // of the entry in its tree
  TreeEdge edge;
};

// What the deltas of a tree are told of it.
struct TreeLayout final : CarriedState {
  [[nodiscard]] std::size_t memory() const override {
    return sizeof *this + boundaries.capacity() * sizeof(std::uint32_t) +
           edges.capacity() * sizeof(LocatedEdge);
  }
  const void* reader = nullptr;           // whose numbers the edges have
  std::vector<std::uint32_t> boundaries;  // where entries begin, and where the last one ends
  std::vector<LocatedEdge> edges;         // by offset
};

struct TreeVisitor::Impl {
  // Keeps hostile trees from filling the memory, and numbers below 2^32.
  static constexpr std::size_t kMostEdges = std::size_t{1} << 28;
  static constexpr std::size_t kMostMissing = std::size_t{1} << 24;

  const DeltaForest& forest;
  const WantedNodes& wanted;
  NameTable names;
  std::vector<MissingObject> missing;
  std::unordered_map<ObjectId, std::uint32_t> missing_numbers[2];  // of blobs, of trees
  TreePart part;
  std::vector<BrokenNode> broken;

  Impl(const DeltaForest& of, const WantedNodes& traced) : forest(of), wanted(traced) {}
  CarriedStateRef read(const DecodedObject& object, bool is_recorded);

 private:
  bool read_into(const DecodedObject& object, bool is_recorded, TreeLayout& layout);
  void carry(const DecodedObject& object, const TreeLayout& base, std::size_t first,
             std::size_t last, std::uint32_t at, TreeLayout& layout);
  void add_edge(std::uint32_t at, const TreeEntryView& entry, TreeLayout& layout);
  void add_name(const TreeEntryView& entry);
  ObjectNumber missing_object(const TreeEntryView& entry);
  void record(const DecodedObject& object, const TreeLayout& layout);

  TreeLayout scratch_;                    // of trees without deltas
  std::vector<TreeEdge> edges_;           // of the tree being read
  std::vector<std::uint32_t> new_names_;  // of the tree being read; may hold a name twice
  bool is_full_ = false;                  // a limit was reached in the tree being read
};

}  // namespace keyhound
