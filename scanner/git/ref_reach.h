// SPDX-License-Identifier: Apache-2.0
// Which refs reach which commits. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "scanner/git/history.h"

namespace keyhound {

struct RefReach {
  std::vector<std::uint32_t> refs;  // indexes into the refs
  std::uint32_t count = 0;
};

struct RefTip {
  std::string name;
  std::uint32_t commit = 0;  // index into History::commits; History::kOutside reaches nothing
};

// For each of `commits` (indexes into history.commits) the refs that reach it, in the order of
// `refs`, at most `most` of them, and how many there are. Takes one pass over the history, and 32
// bytes for each commit of it, for every 256 of `commits`.
std::vector<RefReach> refs_reaching(const History& history, const std::vector<RefTip>& refs,
                                    const std::vector<std::uint32_t>& commits, std::size_t most);

}  // namespace keyhound
