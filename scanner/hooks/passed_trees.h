// SPDX-License-Identifier: Apache-2.0
// PassedTrees: which trees the pre-commit hook let through, so that pre-push can tell what went
// past it. A small file in the git directory, one line an entry:
//   keyhound passed-trees v1 since 0
//   <id of a commit> 1798000000 base        there before the hook was
//   <id of a tree> 1798000100 passed
//   <id of a tree> 1798000200 recorded      went past the hook, and the ledger has an event of it
// It holds no secrets. Processes may add to it at the same time. Immutable after reading.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/git/object_id.h"
#include "scanner/git/repository.h"

namespace keyhound {

class PassedTrees {
 public:
  // Beyond twice as many trees the older ones are dropped, and `since` says up to when.
  static constexpr std::size_t kKept = 4096;
  static constexpr std::size_t kMostBases = 1024;

  enum class Entry { kBase, kPassed, kRecorded };

  // That of the repository, shared by its worktrees.
  static std::string path_of(const Repository& repository);

  // Begins the file unless it is there. `bases`: the commits whose history was made without the
  // hook; those beyond kMostBases are left out.
  static Status begin(const std::string& path, std::span<const ObjectId> bases, Timestamp time);
  // Adds a tree. REQUIRES: begin() succeeded, now or earlier.
  static Status add(const std::string& path, const ObjectId& tree, Entry entry, Timestamp time);

  // For a file that is missing an answer that is not known(). Lines that are none are left out.
  static Result<PassedTrees> read(const std::string& path);

  // Is there a record at all?
  [[nodiscard]] bool is_known() const { return is_known_; }
  // Of commits before this time nothing is known any more.
  [[nodiscard]] Timestamp since() const { return since_; }
  [[nodiscard]] const std::vector<ObjectId>& bases() const { return bases_; }
  // Passed, or recorded.
  [[nodiscard]] bool holds(const ObjectId& tree) const { return trees_.contains(tree); }

 private:
  bool is_known_ = false;
  Timestamp since_;
  std::vector<ObjectId> bases_;
  std::unordered_set<ObjectId> trees_;
};

}  // namespace keyhound
