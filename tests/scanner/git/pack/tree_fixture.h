// SPDX-License-Identifier: Apache-2.0
// The trees of a repository, read by one or several visitors, in a plain form.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "scanner/git/pack/tree_index.h"
#include "tests/scanner/git/pack/pack_fixture.h"

namespace keyhound::testing {

struct IndexedTrees {
  // Wants the blobs of which `is_wanted` says so. Of several visitors, each takes over subtrees
  // that another one has begun.
  explicit IndexedTrees(
      const GitRepoBuilder& recipe, std::size_t visitor_count = 1,
      const std::function<bool(const ObjectId&)>& is_wanted = [](const ObjectId&) { return true; },
      std::size_t id_size = ObjectId::kSha1Size)
      : packs(recipe, id_size), forest(packs.packs) {
    forest.index_ids();
    WantedNodes wanted = all_but_blobs(forest);
    for (NodeNumber n = 0; n < forest.size(); ++n) {
      if (!wanted[n]) wanted[n] = is_wanted(forest.id(n));
    }
    std::vector<std::unique_ptr<TreeVisitor>> visitors;
    std::vector<TreeVisitor*> pointers;
    for (std::size_t i = 0; i < visitor_count; ++i) {
      visitors.push_back(std::make_unique<TreeVisitor>(forest, wanted));
      pointers.push_back(visitors.back().get());
    }
    walk(pointers);
    index = TreeIndex::merge(forest, pointers);
  }

  void walk(const std::vector<TreeVisitor*>& visitors) {
    WalkBudget budget(1 << 20, 1 << 30);
    std::vector<std::unique_ptr<DeltaWalker>> walkers;
    for (TreeVisitor* visitor : visitors) {
      walkers.push_back(std::make_unique<DeltaWalker>(forest, budget, *visitor));
    }
    std::deque<WalkTask> tasks;
    for (const NodeNumber root : forest.roots(ObjectType::kTree)) tasks.push_back({root, nullptr});
    const TaskSpawner spawn = [&](WalkTask task) {
      tasks.push_back(std::move(task));
      return true;
    };
    for (std::size_t turn = 0; !tasks.empty(); ++turn) {
      WalkTask task = std::move(tasks.front());
      tasks.pop_front();
      walkers[turn % walkers.size()]->walk(std::move(task), 1,
                                           visitors.size() > 1 ? spawn : TaskSpawner());
    }
  }

  [[nodiscard]] ObjectId id(ObjectNumber object) const {
    return object < forest.size() ? forest.id(object) : index.missing()[object - forest.size()].id;
  }

  // "name kind id" of each edge.
  [[nodiscard]] std::vector<std::string> edges(NodeNumber tree) const {
    std::vector<std::string> lines;
    for (const TreeEdge& edge : index.edges(tree)) {
      lines.push_back(index.name(edge.name) + " " + kind(edge.kind) + " " + id(edge.target).hex());
    }
    return lines;
  }

  // The same from the tree itself, entry after entry, for wanted blobs alone.
  std::vector<std::string> plain_edges(
      const ObjectId& tree, const std::function<bool(const ObjectId&)>& is_wanted) const {
    std::vector<std::string> lines;
    const auto bytes = packs.reader->read_as(ObjectType::kTree, tree);
    REQUIRE(bytes);
    for (TreeCursor cursor(*bytes, tree.bytes().size()); !cursor.at_end(); cursor.advance()) {
      const TreeEntryView& entry = cursor.entry();
      const ObjectId object = entry.object_id();
      const bool is_stored = forest.find(object) != kNoNode;
      if (entry.is_submodule() || (!entry.is_tree() && is_stored && !is_wanted(object))) continue;
      const std::string kind = entry.is_tree()            ? "tree"
                               : entry.type() == 0120000U ? "link"
                               : entry.type() == 0100000U ? "file"
                                                          : "other";
      lines.push_back(std::string(entry.name) + " " + kind + " " + object.hex());
    }
    return lines;
  }

  static std::string kind(EdgeKind kind) {
    static const char* const kNames[] = {"file", "link", "tree", "other"};
    return kNames[static_cast<std::size_t>(kind)];
  }

  OpenedPacks packs;
  DeltaForest forest;
  TreeIndex index;
};

}  // namespace keyhound::testing
