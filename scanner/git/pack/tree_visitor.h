// SPDX-License-Identifier: Apache-2.0
// TreeVisitor: reads trees as a DeltaWalker decodes them, and of a delta only the entries that it
// does not simply take over from its base. One per thread; TreeIndex::merge takes what they read.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "scanner/base/block_list.h"
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
  auto operator<=>(const MissingObject&) const = default;
};

// As what an entry names its object; the executable bit does not count.
enum class EdgeKind : std::uint32_t { kFile, kLink, kTree, kOther };

// Histories have millions of them, so name and kind share a word.
struct TreeEdge {
  static constexpr std::uint32_t kMostNames = std::uint32_t{1} << 30;
  std::uint32_t name : 30;  // number of the entry's name
  EdgeKind kind : 2;
  ObjectNumber target;
  TreeEdge(std::uint32_t name_number, EdgeKind entry_kind, ObjectNumber object)
      : name(name_number & (kMostNames - 1)), kind(entry_kind), target(object) {}
  [[nodiscard]] bool is_tree() const { return kind == EdgeKind::kTree; }
  bool operator==(const TreeEdge&) const = default;
};

// Of a tree, what TreeIndex tells of it.
struct TreeRecord {
  NodeNumber node = kNoNode;
  NodeNumber names_base = kNoNode;
  std::span<TreeEdge> edges;
  std::span<std::uint32_t> new_names;
};

// The records of what one visitor has read, and what they point to.
struct TreePart {
  BlockList<TreeRecord> records;
  BlockList<TreeEdge> edges;
  BlockList<std::uint32_t> new_names;
};

// What entries for files are traced to, by node: some blobs, and whatever is no blob, since that is
// told of; missing objects always are. Immutable while trees are read.
using WantedNodes = std::vector<bool>;

// Not a single blob.
WantedNodes all_but_blobs(const DeltaForest& forest);

class TreeVisitor final : public ObjectVisitor {
 public:
  // REQUIRES: both outlive the visitor; `wanted` has a bit for each node.
  TreeVisitor(const DeltaForest& forest, const WantedNodes& wanted);
  ~TreeVisitor() override;

  // The base's state may be another visitor's. REQUIRES: trees; TreeIndex::merge was not called.
  CarriedStateRef visit(const DecodedObject& object) override;
  CarriedStateRef visit_again(const DecodedObject& object) override;
  void fail(NodeNumber node, const Error& error) override;

 private:
  friend class TreeIndex;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace keyhound
