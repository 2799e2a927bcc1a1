// SPDX-License-Identifier: Apache-2.0
// A directory at a time: the edges that the commit's tree and its first parent's have in common at
// both ends are put aside, which leaves next to nothing; what remains is looked up by name in every
// parent. Directories that differ from all parents are put on a stack, since the depth is the
// repository's choice.
#include "scanner/git/tree_trace.h"

#include <algorithm>

namespace keyhound {
namespace {

// Drops what both begin with, and what both end with.
void drop_common(std::span<const TreeEdge>& a, std::span<const TreeEdge>& b) {
  std::size_t common = 0;
  const std::size_t most = std::min(a.size(), b.size());
  while (common < most && a[common] == b[common]) ++common;
  a = a.subspan(common);
  b = b.subspan(common);
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a = a.first(a.size() - 1);
    b = b.first(b.size() - 1);
  }
}

}  // namespace

TreeTrace::TreeTrace(const DeltaForest& forest, const TreeIndex& index, PathTable& paths,
                     std::vector<PlacedTree>* places, Attribution& answer)
    : forest_(forest),
      index_(index),
      paths_(paths),
      places_(places),
      answer_(answer),
      traced_(forest, index) {}

void TreeTrace::compare(std::uint32_t commit, NodeNumber tree, std::span<const NodeNumber> parents,
                        std::uint32_t top) {
  if (std::find(parents.begin(), parents.end(), tree) != parents.end()) return;
  if (is_full_) return;
  commit_ = commit;
  top_ = tree;
  entries_ = 0;
  if (!index_.holds(tree) || index_.is_broken(tree)) {
    check_type(TreeEdge(0, EdgeKind::kTree, tree));
    arrive(tree, top);
  }
  if (!index_.holds(tree)) return;
  Level level{tree, PathTable::kRoot, 1, 0, !parents.empty() && !index_.is_broken(tree)};
  for (const NodeNumber parent : parents) {
    if (index_.holds(parent)) {
      open_parents_.push_back(parent);
      ++level.parent_count;
    } else {
      level.may_depart = false;
    }
  }
  open_.push_back(level);
  while (!open_.empty()) {
    const Level next = open_.back();
    open_.pop_back();
    parents_.assign(open_parents_.end() - next.parent_count, open_parents_.end());
    open_parents_.resize(open_parents_.size() - next.parent_count);
    expand(next);
  }
}

void TreeTrace::expand(const Level& level) {
  if (places_ != nullptr && level.tree != kNoNode) note_place(level);
  std::span<const TreeEdge> now = index_.edges(level.tree);
  std::span<const TreeEdge> before;
  if (!parents_.empty()) {
    before = index_.edges(parents_.front());
    drop_common(now, before);
  }
  if (!count(1 + now.size() + before.size())) return;
  if (now.empty() && (before.empty() || !level.may_depart)) return;
  if (parent_edges_.size() < parents_.size()) parent_edges_.resize(parents_.size());
  for (std::size_t i = 0; i < parents_.size(); ++i) {
    parent_edges_[i].reset(i == 0 ? before : index_.edges(parents_[i]));
  }
  for (const TreeEdge& edge : now) look_at(level, edge);
  if (!level.may_depart || before.empty()) return;
  edges_.reset(now);
  for (const TreeEdge& edge : before) look_for_departure(level, edge);
}

// The same directory comes back with every change below it: when there is no room, each once.
void TreeTrace::note_place(const Level& level) {
  places_->push_back({level.path, level.tree});
  if (places_->size() < kMostPlaces) return;
  std::sort(places_->begin(), places_->end());
  places_->erase(std::unique(places_->begin(), places_->end()), places_->end());
  if (places_->size() > kMostPlaces / 2) {
    fill("there are more than " + std::to_string(kMostPlaces / 2) + " versions of directories");
  }
}

// An edge of the commit: does it arrive, or something below it?
void TreeTrace::look_at(const Level& level, const TreeEdge& edge) {
  below_.clear();
  for (std::size_t i = 0; i < parents_.size(); ++i) {
    const TreeEdge* parent = parent_edges_[i].find(edge.name);
    if (parent == nullptr) continue;
    if (*parent == edge) return;
    if (parent->is_tree() && index_.holds(parent->target)) below_.push_back(parent->target);
  }
  const bool is_whole =
      edge.is_tree() && index_.holds(edge.target) && !index_.is_broken(edge.target);
  if (!is_whole) {
    check_type(edge);
    arrive(edge.target, paths_.child(level.path, edge.name));
  }
  if (!edge.is_tree() || !index_.holds(edge.target)) return;
  const bool may_depart = level.may_depart && is_whole && below_.size() == parents_.size();
  open(level, edge, edge.target, may_depart);
}

// An edge of the first parent that the commit does not have in this form.
void TreeTrace::look_for_departure(const Level& level, const TreeEdge& edge) {
  const TreeEdge* successor = edges_.find(edge.name);
  if (successor != nullptr && successor->is_tree()) {
    if (edge.is_tree()) return;  // compared, or the same in another parent
    successor = nullptr;
  }
  if (successor != nullptr && !edge.is_tree() && successor->target == edge.target) return;
  below_.assign(1, edge.target);
  for (std::size_t i = 1; i < parents_.size(); ++i) {
    const TreeEdge* parent = parent_edges_[i].find(edge.name);
    if (parent == nullptr || parent->is_tree() != edge.is_tree()) return;
    if (!edge.is_tree() && parent->target != edge.target) return;
    below_.push_back(parent->target);
  }
  if (edge.is_tree()) {
    const auto is_held = [this](NodeNumber tree) { return index_.holds(tree); };
    if (std::all_of(below_.begin(), below_.end(), is_held)) open(level, edge, kNoNode, true);
  } else if (has_room()) {
    answer_.departures.push_back({paths_.child(level.path, edge.name), commit_, edge.target,
                                  successor != nullptr ? successor->target : kNoNode});
  }
}

// Puts the directory of `edge` on the stack: `tree` against the parents' trees in below_.
void TreeTrace::open(const Level& above, const TreeEdge& edge, NodeNumber tree, bool may_depart) {
  const bool is_worth_it = places_ != nullptr || (tree != kNoNode && traced_.holds_some(tree)) ||
                           (may_depart && traced_.holds_some(below_.front()));
  if (!is_worth_it) return;
  if (above.depth == Attribution::kMaxDepth) {
    report(edge.target, ErrorKind::kLimit,
           "its directories are nested deeper than " + std::to_string(Attribution::kMaxDepth));
    return;
  }
  open_parents_.insert(open_parents_.end(), below_.begin(), below_.end());
  open_.push_back({tree, paths_.child(above.path, edge.name), above.depth + 1,
                   static_cast<std::uint32_t>(below_.size()), may_depart});
}

void TreeTrace::arrive(ObjectNumber object, std::uint32_t path) {
  if (has_room()) answer_.arrivals.push_back({object, commit_, path});
}

bool TreeTrace::has_room() {
  if (answer_.arrivals.size() + answer_.departures.size() < Attribution::kMaxEvents) return true;
  fill("there are more than " + std::to_string(Attribution::kMaxEvents) +
       " paths of what is missing or has findings");
  return false;
}

// Nothing more is told.
void TreeTrace::fill(const std::string& reason) {
  if (is_full_) return;
  is_full_ = true;
  report(top_, ErrorKind::kLimit, "from here on, paths are not told: " + reason);
}

bool TreeTrace::count(std::uint64_t entries) {
  entries_ += entries;
  entries_in_all_ += entries;
  const bool is_too_much = entries_in_all_ > Attribution::kMaxEntriesInAll;
  if (entries_ <= Attribution::kMaxEntries && !is_too_much) return true;
  if (is_too_much) {
    fill("the changes of all commits hold more than " +
         std::to_string(Attribution::kMaxEntriesInAll) + " paths");
  } else {
    report(top_, ErrorKind::kLimit,
           "it holds more than " + std::to_string(Attribution::kMaxEntries) + " paths");
  }
  open_.clear();
  open_parents_.clear();
  return false;
}

// An entry whose object is stored as something else.
void TreeTrace::check_type(const TreeEdge& edge) {
  if (edge.target >= forest_.size()) return;
  const ObjectType expected = edge.is_tree() ? ObjectType::kTree : ObjectType::kBlob;
  const ObjectType type = forest_.node(edge.target).type;
  const auto& broken = forest_.broken();
  const auto place = std::lower_bound(
      broken.begin(), broken.end(), edge.target,
      [](const BrokenNode& node, NodeNumber number) { return node.node < number; });
  if (type == expected || (place != broken.end() && place->node == edge.target)) return;
  report(edge.target, ErrorKind::kCorrupt,
         "it is a " + std::string(to_string(type)) + ", which a tree names as a " +
             std::string(to_string(expected)));
}

void TreeTrace::report(ObjectNumber object, ErrorKind kind, std::string reason) {
  if (!reported_.insert(object).second) return;
  const ObjectId id =
      object < forest_.size() ? forest_.id(object) : index_.missing()[object - forest_.size()].id;
  answer_.diagnostics.push_back(diagnose_object(id, "tree", Error{kind, std::move(reason)}));
}

}  // namespace keyhound
