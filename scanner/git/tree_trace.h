// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: TreeTrace compares trees with those of a commit's parents and notes what
// arrives and departs. One per thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "scanner/git/attribution.h"
#include "scanner/git/edge_lookup.h"
#include "scanner/git/path_table.h"
#include "scanner/git/traced_trees.h"

namespace keyhound {

// A tree that was looked at, and where.
struct PlacedTree {
  std::uint32_t directory = 0;  // number in the PathTable
  NodeNumber tree = kNoNode;
  auto operator<=>(const PlacedTree&) const = default;
};

class TreeTrace {
 public:
  // With `places` every tree is looked at and noted there, else only those that lead to something
  // traced. Paths in the answer are numbers of `paths`. REQUIRES: all outlive the trace.
  TreeTrace(const DeltaForest& forest, const TreeIndex& index, PathTable& paths,
            std::vector<PlacedTree>* places, Attribution& answer);

  // `tree` of `commit` against the trees of its parents; kNoNode for one that is not known. `top`
  // is the path at which `tree` itself arrives when it is broken.
  void compare(std::uint32_t commit, NodeNumber tree, std::span<const NodeNumber> parents,
               std::uint32_t top = PathTable::kRoot);

 private:
  static constexpr std::size_t kMostPlaces = std::size_t{1} << 25;

  // One directory that is yet to be compared.
  struct Level {
    NodeNumber tree = kNoNode;  // kNoNode: the commit has none here
    std::uint32_t path = 0;
    std::uint32_t depth = 0;
    std::uint32_t parent_count = 0;  // at the end of open_parents_, as far as they have a tree here
    bool may_depart = false;         // all parents have one
  };
  void expand(const Level& level);
  void note_place(const Level& level);
  void look_at(const Level& level, const TreeEdge& edge);
  void look_for_departure(const Level& level, const TreeEdge& edge);
  void open(const Level& above, const TreeEdge& edge, NodeNumber tree, bool may_depart);
  void arrive(ObjectNumber object, std::uint32_t path);
  void check_type(const TreeEdge& edge);
  bool has_room();
  bool count(std::uint64_t entries);
  void fill(const std::string& reason);
  void report(ObjectNumber object, ErrorKind kind, std::string reason);

  const DeltaForest& forest_;
  const TreeIndex& index_;
  PathTable& paths_;
  std::vector<PlacedTree>* places_;
  Attribution& answer_;
  TracedTrees traced_;
  std::unordered_set<ObjectNumber> reported_;

  std::uint32_t commit_ = 0;
  NodeNumber top_ = kNoNode;
  bool is_full_ = false;       // no arrival or departure fits any more
  std::uint64_t entries_ = 0;  // compared in this commit
  std::uint64_t entries_in_all_ = 0;
  std::vector<Level> open_;
  std::vector<NodeNumber> open_parents_;  // of the open levels, one after the other
  // Of the level being expanded.
  std::vector<NodeNumber> parents_;
  std::vector<EdgeLookup> parent_edges_;
  EdgeLookup edges_;
  std::vector<NodeNumber> below_;  // the parents' trees of an entry's name
};

}  // namespace keyhound
