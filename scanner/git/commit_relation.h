// SPDX-License-Identifier: Apache-2.0
// How a commit stands to another: where they part, and whether a shallow clone holds all that lies
// between. Pure but for the objects read.
#pragma once

#include <cstddef>
#include <optional>

#include "scanner/git/object_id.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/repository.h"

namespace keyhound {

struct CommitRelation {
  // The newest commit that both reach and that no other such commit has as a parent, as far as they
  // were walked; none: they have no commit in common, or the clone does not hold it.
  std::optional<ObjectId> merge_base;
  std::size_t commits = 0;  // that `head` reaches and `base` does not
  // One of those whose parents a shallow clone left out: more may lie behind it.
  std::optional<ObjectId> cut_at;
};

// REQUIRES: both are commits that the repository stores. Other commits that cannot be read count as
// having no parents; the scan of the range says so.
CommitRelation relate_commits(const Repository& repository, ObjectReader& reader,
                              const ObjectId& base, const ObjectId& head);

}  // namespace keyhound
