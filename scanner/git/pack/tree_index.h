// SPDX-License-Identifier: Apache-2.0
// TreeIndex: of every stored tree its subtrees, those of its blobs that somebody wants to trace,
// and the names that it does not share with its delta base. Made by one walk over the delta
// families of trees, so that an entry which thousands of versions share is read once. Immutable
// once merged.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "scanner/git/pack/delta_forest.h"
#include "scanner/git/pack/tree_visitor.h"

namespace keyhound {

class TreeIndex {
 public:
  // What the visitors have read, which must be all trees, of one forest. Leaves them empty.
  static TreeIndex merge(const DeltaForest& forest, std::span<TreeVisitor* const> visitors);

  // Was the tree read, at least its beginning?
  [[nodiscard]] bool holds(NodeNumber tree) const {
    return tree < records_.size() && records_[tree] != nullptr;
  }
  // Subtrees, missing objects and wanted blobs of a tree, in its order. Empty for what is no tree
  // or could not be read.
  [[nodiscard]] std::span<const TreeEdge> edges(NodeNumber tree) const;
  // Names of the files (not of subtrees and submodules) that are not simply carried over from
  // names_base(), perhaps more than once. Together with all names of that tree they hold every
  // name; without such a base (kNoNode) they are all names.
  [[nodiscard]] std::span<const std::uint32_t> new_file_names(NodeNumber tree) const;
  [[nodiscard]] NodeNumber names_base(NodeNumber tree) const;

  [[nodiscard]] const std::string& name(std::uint32_t number) const { return names_[number]; }
  // By id.
  [[nodiscard]] const std::vector<MissingObject>& missing() const { return missing_; }
  // Trees that could not be decoded, or broke off within an entry (those keep what was read), by
  // node. An object that is stored twice is broken when both are, and named once.
  [[nodiscard]] const std::vector<BrokenNode>& broken() const { return broken_; }
  [[nodiscard]] bool is_broken(NodeNumber tree) const { return broken_nodes_.contains(tree); }

 private:
  struct Merger;

  std::vector<std::string> names_;
  std::vector<TreePart> parts_;             // what the visitors have read, where it was
  std::vector<const TreeRecord*> records_;  // by node; null: not read
  std::vector<MissingObject> missing_;
  std::vector<BrokenNode> broken_;
  std::unordered_map<NodeNumber, std::uint32_t> broken_nodes_;  // to indexes of broken_
};

}  // namespace keyhound
