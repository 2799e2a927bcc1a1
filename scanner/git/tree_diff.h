// SPDX-License-Identifier: Apache-2.0
// IntroductionFinder: what a commit itself brought in. One per thread; fast when commits are asked
// in the order of History, since neighbours share their trees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/history.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/tree_cache.h"
#include "scanner/git/tree_entries.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

// A file (or symbolic link) of a commit that no parent has in this form at this path.
struct Introduction {
  std::string_view path;  // raw bytes, untrusted; valid during the call
  std::uint32_t mode = 0;
  ObjectId blob;
  ObjectId previous;  // the blob at this path in the first parent; null: none
  [[nodiscard]] bool is_link() const {
    return (mode & TreeEntryView::kTypeMask) == TreeEntryView::kLinkMode;
  }
};

using IntroductionSink = std::function<void(const Introduction&)>;

class IntroductionFinder {
 public:
  static constexpr std::size_t kMaxDepth = 1000;            // nested trees
  static constexpr std::uint64_t kMaxEntries = 10'000'000;  // tree entries looked at in one commit

  // REQUIRES: `reader` outlives the finder and is used by this thread only.
  explicit IntroductionFinder(ObjectReader& reader,
                              std::size_t cache_bytes = TreeCache::kDefaultBytes);

  // Calls `sink` for each entry that differs from EVERY parent: what a merge merely brings together
  // is not repeated, what it changes itself is found. A change of the executable bit alone is none.
  // Submodule links are skipped. A tree that cannot be read counts as empty and is a diagnostic.
  void find(const History& history, const CommitRecord& commit, const IntroductionSink& sink);

  // The same for any tree against any others; without parents, every file of the tree.
  void compare(const ObjectId& tree, std::span<const ObjectId> parents,
               const IntroductionSink& sink);

  // The diagnostics since the last call, each object once.
  std::vector<Diagnostic> take_diagnostics();

 private:
  struct ParentTree {
    TreeCache::Tree tree;
    TreeCursor cursor;
  };
  // One directory of the walk: its tree and the trees at the same path in the parents.
  struct Level {
    TreeCache::Tree tree;
    TreeCursor cursor;
    std::vector<ParentTree> parents;
    ObjectId id;
    std::size_t path_size = 0;  // of the path above its entries
  };
  void enter(const ObjectId& tree, std::span<const ObjectId> parents);
  void leave();
  bool find_in_parents(Level& level, const TreeEntryView& entry);
  void visit(const TreeEntryView& entry, const IntroductionSink& sink);
  void report(const ObjectId& id, ErrorKind kind, std::string reason);

  TreeCache cache_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<Level> levels_;  // kept between calls for their buffers
  std::size_t depth_ = 0;      // levels in use
  std::string path_;
  std::uint64_t entries_ = 0;    // looked at in this call
  std::vector<ObjectId> below_;  // the entry's id in each parent; null: none there
};

}  // namespace keyhound
