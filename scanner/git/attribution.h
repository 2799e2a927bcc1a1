// SPDX-License-Identifier: Apache-2.0
// Attribution: which commit brought which object to which path, and which took it away; from the
// commits and a TreeIndex alone, without reading a tree again. Immutable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/history.h"
#include "scanner/git/pack/tree_index.h"

namespace keyhound {

// A commit whose tree has `object` at `path`, where no parent has it.
struct Arrival {
  static constexpr std::uint32_t kNoCommit = 0xFFFF'FFFE;  // a ref or tag names the object itself
  ObjectNumber object = 0;
  std::uint32_t commit = 0;  // index into History::commits, or kNoCommit
  std::uint32_t path = 0;    // index into Attribution::paths
  auto operator<=>(const Arrival&) const = default;
};

// A commit whose tree does not have `object` at `path`, where every parent has it.
struct Departure {
  std::uint32_t path = 0;
  std::uint32_t commit = 0;
  ObjectNumber object = 0;
  ObjectNumber successor = kNoNode;  // the traced object that stands there instead; kNoNode: none
  auto operator<=>(const Departure&) const = default;
};

struct Attribution {
  std::vector<std::string> paths;     // raw bytes, distinct, of traced objects
  std::vector<Arrival> arrivals;      // sorted
  std::vector<Departure> departures;  // sorted
  // Every path that a file of some commit has (or had), each once, sorted. Raw bytes, untrusted.
  std::vector<std::string> all_paths;
};

// Follows the wanted blobs, missing objects and broken trees of `index` through `history`, in the
// order of its commits. Of a merge, what differs from every parent counts, as in tree_diff.h.
// `all_paths` is filled when `with_all_paths`; trees whose names it needs whole are read through
// `reader`.
Attribution attribute(const History& history, const DeltaForest& forest, const TreeIndex& index,
                      ObjectReader& reader, bool with_all_paths);

// For each of `commits` (indexes into history.commits, sorted) the names of refs that reach it, in
// the order of `refs`, at most `most` of them, and how many there are.
struct RefReach {
  std::vector<std::uint32_t> refs;  // indexes into `refs`
  std::uint32_t count = 0;
};
struct RefTip {
  std::string name;
  std::uint32_t commit = 0;  // index into History::commits
};
std::vector<RefReach> refs_reaching(const History& history, const std::vector<RefTip>& refs,
                                    const std::vector<std::uint32_t>& commits, std::size_t most);

// The commits that bring `path` into being: their tree has a file there, and no parent's has.
std::vector<std::uint32_t> commits_creating(const History& history, std::string_view path,
                                            ObjectReader& reader);

}  // namespace keyhound
