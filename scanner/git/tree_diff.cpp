// SPDX-License-Identifier: Apache-2.0
// All trees of one directory (the commit's and its parents') are merged like sorted lists, and only
// entries that are the same in no parent are looked at further. An explicit stack of levels takes
// the place of recursion, since the depth is the repository's choice. Where a hostile tree is not
// sorted, an entry may be missed in a parent, which reports too much, never too little.
#include "scanner/git/tree_diff.h"

#include <utility>

namespace keyhound {

IntroductionFinder::IntroductionFinder(ObjectReader& reader, std::size_t cache_bytes)
    : cache_(reader, cache_bytes) {}

void IntroductionFinder::find(const History& history, const CommitRecord& commit,
                              const IntroductionSink& sink) {
  compare(commit.tree, history.parent_trees_of(commit), sink);
}

void IntroductionFinder::compare(const ObjectId& tree, std::span<const ObjectId> parents,
                                 const IntroductionSink& sink) {
  for (const ObjectId& parent : parents) {
    if (parent == tree) return;
  }
  path_.clear();
  entries_ = 0;
  enter(tree, parents);
  while (depth_ > 0) {
    Level& level = levels_[depth_ - 1];
    path_.resize(level.path_size);
    if (level.cursor.at_end()) {
      leave();
      continue;
    }
    if (++entries_ > kMaxEntries) {
      report(tree, ErrorKind::kLimit,
             "it holds more than " + std::to_string(kMaxEntries) + " paths");
      while (depth_ > 0) leave();
      return;
    }
    const TreeEntryView entry = level.cursor.entry();  // its bytes live as long as the level
    level.cursor.advance();
    if (!entry.is_submodule() && !find_in_parents(level, entry)) visit(entry, sink);
  }
}

void IntroductionFinder::enter(const ObjectId& tree, std::span<const ObjectId> parents) {
  if (depth_ == levels_.size()) levels_.emplace_back();
  Level& level = levels_[depth_++];
  level.id = tree;
  level.path_size = path_.size();
  level.tree = cache_.get(tree, diagnostics_);
  level.cursor = TreeCursor(*level.tree, tree.bytes().size());
  level.parents.resize(parents.size());
  for (std::size_t i = 0; i < parents.size(); ++i) {
    ParentTree& parent = level.parents[i];
    parent.tree = cache_.get(parents[i], diagnostics_);
    parent.cursor = TreeCursor(*parent.tree, parents[i].bytes().size());
  }
}

void IntroductionFinder::leave() {
  Level& level = levels_[--depth_];
  if (level.cursor.is_damaged()) report(level.id, ErrorKind::kCorrupt, "it breaks off in an entry");
  level.tree.reset();
  level.parents.clear();
}

// Is the entry the same in some parent? Notes in below_ what each parent has in its place.
bool IntroductionFinder::find_in_parents(Level& level, const TreeEntryView& entry) {
  below_.assign(level.parents.size(), ObjectId());
  for (std::size_t i = 0; i < level.parents.size(); ++i) {
    TreeCursor& cursor = level.parents[i].cursor;
    int order = -1;
    while (!cursor.at_end() && (order = compare_tree_names(cursor.entry(), entry)) < 0) {
      cursor.advance();
    }
    if (cursor.at_end() || order != 0) continue;
    if (cursor.entry().is_same(entry)) return true;
    if (!cursor.entry().is_submodule()) below_[i] = cursor.entry().object_id();
  }
  return false;
}

void IntroductionFinder::visit(const TreeEntryView& entry, const IntroductionSink& sink) {
  path_.append(entry.name);
  if (!entry.is_tree()) {
    sink({path_, entry.mode, entry.object_id(), below_.empty() ? ObjectId() : below_.front()});
    return;
  }
  if (depth_ == kMaxDepth) {
    report(entry.object_id(), ErrorKind::kLimit,
           "its directories are nested deeper than " + std::to_string(kMaxDepth));
    return;
  }
  path_.push_back('/');
  const std::vector<ObjectId> parents = below_;
  enter(entry.object_id(), parents);
}

void IntroductionFinder::report(const ObjectId& id, ErrorKind kind, std::string reason) {
  if (!cache_.report_once(id)) return;
  diagnostics_.push_back(diagnose_object(id, "tree", Error{kind, std::move(reason)}));
}

std::vector<Diagnostic> IntroductionFinder::take_diagnostics() {
  return std::exchange(diagnostics_, {});
}

}  // namespace keyhound
