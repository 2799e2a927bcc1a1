// SPDX-License-Identifier: Apache-2.0
// IntroductionFinder: what a commit itself brought in. One per thread; fast when commits are asked
// in the order of History, since neighbours share their trees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/history.h"
#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/tree_cache.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

inline constexpr std::uint32_t kLinkMode = 0120000;

// A file (or symbolic link) of a commit that no parent has in this form at this path.
struct Introduction {
  std::string_view path;  // raw bytes, untrusted; valid during the call
  std::uint32_t mode = 0;
  ObjectId blob;
  ObjectId previous;  // the blob at this path in the first parent; null: none
  [[nodiscard]] bool is_link() const { return (mode & 0170000) == kLinkMode; }
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
  struct Level;
  struct Walk;
  void enter(Walk& walk, const ObjectId& tree, std::span<const ObjectId> parents);
  void step(Walk& walk, const IntroductionSink& sink);
  TreeCache cache_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace keyhound
