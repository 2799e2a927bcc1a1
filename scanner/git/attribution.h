// SPDX-License-Identifier: Apache-2.0
// Attribution: which commit brought which object to which path, and which took it away; from the
// commits and a TreeIndex alone, without reading a tree again. Immutable.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/git/history.h"
#include "scanner/git/object_reader.h"
#include "scanner/git/pack/tree_index.h"
#include "scanner/git/path_creation.h"
#include "scanner/git/ref_reach.h"
#include "scanner/model/diagnostic.h"

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
  static constexpr std::size_t kMaxDepth = 1000;            // nested trees
  static constexpr std::uint64_t kMaxEntries = 10'000'000;  // tree entries compared in one commit
  static constexpr std::uint64_t kMaxEntriesInAll = 500'000'000;
  static constexpr std::uint64_t kMaxEvents = 20'000'000;  // arrivals and departures
  static constexpr std::size_t kMaxNamed = 1000;           // diagnostics; the others are counted

  std::vector<std::string> paths;     // raw bytes, distinct, of traced objects; sorted
  std::vector<Arrival> arrivals;      // sorted
  std::vector<Departure> departures;  // sorted
  // Every path that a file of some commit has (or had), each once, sorted. Raw bytes, untrusted.
  // Of a range: at least those that its commits bring.
  std::vector<std::string> all_paths;
  // Commits whose tree is not stored, entries that name an object of another type, and limits that
  // were reached. Missing objects and broken trees below are arrivals, and not named here.
  std::vector<Diagnostic> diagnostics;
};

// Follows the wanted blobs, missing objects and broken trees of `index` through `history`, in the
// order of its commits. Of a merge, what differs from every parent counts, as in tree_diff.h; a
// tree that cannot be read takes nothing away. The path of a broken tree is its directory; of a
// commit's own, empty. Objects of History::direct arrive too, whether traced or not: at their ref's
// name, and those below a tree at their path in it.
// `all_paths` is filled when `with_all_paths`; trees whose names it needs whole are read through
// `reader`. `crew` looks for the trees.
Attribution attribute(const History& history, const DeltaForest& forest, const TreeIndex& index,
                      ObjectReader& reader, bool with_all_paths, const WorkCrew& crew = {});

}  // namespace keyhound
