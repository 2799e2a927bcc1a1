// SPDX-License-Identifier: Apache-2.0
// Which refs reach the commits of occurrences.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "scanner/git/history.h"
#include "scanner/git/ref_reach.h"
#include "scanner/git/repository.h"
#include "scanner/scan/finding_collector.h"

namespace keyhound {

// Indexes into History::commits, by id.
using CommitNumbers = std::unordered_map<ObjectId, std::uint32_t>;

// The refs of the repository that end at a commit of the history, through annotated tags too.
std::vector<RefTip> ref_tips(const Repository& repository, const History& history,
                             const CommitNumbers& numbers);

// Sets the refs of each occurrence whose order is an index into History::commits: the names of the
// first kShownRefs that reach it, and how many do.
inline constexpr std::size_t kShownRefs = 5;
void add_refs(const History& history, const std::vector<RefTip>& tips,
              std::vector<FoundOccurrence>& found);

}  // namespace keyhound
