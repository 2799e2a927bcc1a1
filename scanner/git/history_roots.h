// SPDX-License-Identifier: Apache-2.0
// Where the walk over history starts. Plain data.
#pragma once

#include <string>
#include <vector>

#include "scanner/git/object_id.h"
#include "scanner/git/repository.h"
#include "scanner/model/diagnostic.h"

namespace keyhound {

struct HistoryRoot {
  ObjectId id;
  std::string name;  // the ref, or the file that holds the id
  // A missing object is damage for a ref, and ordinary for FETCH_HEAD or an old reflog entry.
  bool must_exist = true;
  bool is_reflog = false;  // known only to a reflog: not reachable
};

// Every ref, HEAD (of each worktree), MERGE_HEAD and its like, all stashes; with `include_reflogs`
// every entry of every reflog. What cannot be read is in `diagnostics`.
std::vector<HistoryRoot> read_history_roots(const Repository& repository, bool include_reflogs,
                                            std::vector<Diagnostic>& diagnostics);

}  // namespace keyhound
