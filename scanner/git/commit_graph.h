// SPDX-License-Identifier: Apache-2.0
// CommitGraph: reads commits from the newest to the oldest and paints each with what reaches it,
// until nothing in scope is left to read. Newest first is the order of packs, and it lets a range
// stop early. One per thread.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "scanner/git/commit_source.h"
#include "scanner/git/history.h"
#include "scanner/git/object_id.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

// What reaches a commit; flags that flow from child to parent.
enum Paint : std::uint8_t {
  kPaintInScope = 1,
  kPaintHidden = 2,
  kPaintHead = 4,
  kPaintReachable = 8,
};

struct CommitNode {
  ObjectId id;
  ObjectId tree;
  Timestamp committed;
  std::uint32_t author = 0;
  std::uint32_t parents_begin = 0;  // range of parent ids
  std::uint32_t parent_count = 0;
  std::uint8_t paint = 0;
  bool queued = false;
  [[nodiscard]] bool is_wanted() const {
    return (paint & (kPaintInScope | kPaintHidden)) == kPaintInScope;
  }
};

class CommitGraph {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  // `boundary`: sorted commits whose parents are left out. REQUIRES: all outlive the graph.
  CommitGraph(CommitSource& source, const std::vector<ObjectId>& boundary,
              std::vector<Diagnostic>& diagnostics);

  // Paints the commit and later, in walk(), what it reaches. `role` says where the id stands.
  void start(const ObjectId& id, std::uint8_t paint, std::string_view role);
  void walk();

  [[nodiscard]] const std::vector<CommitNode>& nodes() const { return nodes_; }
  // kNone when the commit was not needed or could not be read.
  [[nodiscard]] std::uint32_t find(const ObjectId& id) const;
  // Parent number `i` of the node, as find() tells.
  [[nodiscard]] std::uint32_t parent_of(const CommitNode& node, std::uint32_t i) const;
  [[nodiscard]] std::span<const ObjectId> parents_of(const CommitNode& node) const {
    return {parent_ids_.data() + node.parents_begin, node.parent_count};
  }
  // The wanted commits, parents before children, else older first, else by id.
  [[nodiscard]] std::vector<std::uint32_t> ordered() const;

  std::vector<Person> take_people() { return std::move(people_); }

 private:
  class ChildLists;
  // `child` is whose parent it is, behind `role`; it may be null. `is_bound`: it is known to be
  // hidden, so that it only bounds the walk.
  std::uint32_t find_or_read(const ObjectId& id, std::string_view role, const ObjectId* child,
                             bool is_bound);
  void paint(std::uint32_t index, std::uint8_t colours);
  std::uint32_t person(std::string_view name, std::string_view email);

  CommitSource& source_;
  const std::vector<ObjectId>& boundary_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<CommitNode> nodes_;
  std::vector<ObjectId> parent_ids_;
  std::vector<std::uint32_t> parent_nodes_;            // of parent_ids_; kNone: not looked for
  std::unordered_map<ObjectId, std::uint32_t> by_id_;  // kNone: could not be read
  std::vector<Person> people_;
  std::unordered_map<std::string, std::uint32_t> person_by_key_;
  std::string person_key_;  // of the commit at hand
  std::priority_queue<std::pair<Timestamp, std::uint32_t>> queue_;
  std::size_t wanted_in_queue_ = 0;
  bool found_wanted_ = false;
};

}  // namespace keyhound
