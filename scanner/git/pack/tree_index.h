// SPDX-License-Identifier: Apache-2.0
// TreeIndex: of every stored tree its subtrees, those of its blobs that somebody wants to trace,
// and the names that it does not share with its delta base. Made by one walk over the delta
// families of trees, so that an entry which thousands of versions share is read once. Immutable
// once merged.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/git/pack/delta_forest.h"
#include "scanner/git/pack/delta_walk.h"

namespace keyhound {

// An object that trees name: a node of the forest, or, from DeltaForest::size() on, a number in
// TreeIndex::missing().
using ObjectNumber = std::uint32_t;

// An object that some tree names and that is not stored.
struct MissingObject {
  ObjectId id;
  ObjectType type = ObjectType::kBlob;
};

struct TreeEdge {
  std::uint32_t name = 0;  // number of the entry's name
  ObjectNumber target = 0;
  bool operator==(const TreeEdge&) const = default;
};

// Which blobs are to be traced, by node; missing objects always are. Immutable while trees are
// read.
using WantedNodes = std::vector<bool>;

// Reads trees; one per thread, given to a DeltaWalker as its visitor.
class TreeVisitor final : public ObjectVisitor {
 public:
  // REQUIRES: both outlive the visitor.
  TreeVisitor(const DeltaForest& forest, const WantedNodes& wanted);
  ~TreeVisitor() override;

  CarriedStateRef visit(const DecodedObject& object) override;
  CarriedStateRef visit_again(const DecodedObject& object) override;
  void fail(NodeNumber node, const Error& error) override;

 private:
  friend class TreeIndex;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class TreeIndex {
 public:
  // What the visitors have read, which must be all trees. Leaves them empty.
  static TreeIndex merge(const DeltaForest& forest, std::span<TreeVisitor* const> visitors);

  // Subtrees and wanted blobs of a tree, in its order. Empty for what is no tree or could not be
  // read.
  [[nodiscard]] std::span<const TreeEdge> edges(NodeNumber tree) const;
  // Names of the files (not of subtrees) that are not simply carried over from the tree's delta
  // base; of a whole tree, all. Together with those of its base, and so on, they hold every name.
  [[nodiscard]] std::span<const std::uint32_t> new_file_names(NodeNumber tree) const;

  [[nodiscard]] const std::string& name(std::uint32_t number) const { return names_[number]; }
  [[nodiscard]] const std::vector<MissingObject>& missing() const { return missing_; }
  // Trees that could not be decoded, or broke off within an entry (those keep what was read).
  [[nodiscard]] const std::vector<BrokenNode>& broken() const { return broken_; }
  [[nodiscard]] bool is_broken(NodeNumber tree) const { return broken_nodes_.contains(tree); }

 private:
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  std::vector<std::string> names_;
  std::vector<TreeEdge> edges_;
  std::vector<std::uint32_t> new_names_;
  std::vector<std::uint32_t> records_;  // by node: number in the ranges below, or kNoNode
  std::vector<Range> edge_ranges_;
  std::vector<Range> name_ranges_;
  std::vector<MissingObject> missing_;
  std::vector<BrokenNode> broken_;
  std::unordered_map<NodeNumber, std::uint32_t> broken_nodes_;
};

}  // namespace keyhound
