// SPDX-License-Identifier: Apache-2.0
// HistoryMap: which commit brought which blob to which path: the answer to "what is to be scanned"
// and, later, to "where does it come from". Immutable once built.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "scanner/git/history.h"
#include "scanner/git/object_id.h"
#include "scanner/git/pack/pack_set.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

struct BlobEvent {
  ObjectId blob;
  ObjectId previous;         // the blob at this path in the first parent; null: none
  std::uint32_t commit = 0;  // index into History::commits; kNoCommit: referenced directly
  std::uint32_t path = 0;    // index into HistoryMap::paths
  static constexpr std::uint32_t kNoCommit = 0xFFFF'FFFE;
};

// The events of one blob: a range of HistoryMap::events.
struct BlobGroup {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct HistoryMap {
  std::vector<std::string> paths;  // raw bytes, distinct
  std::vector<BlobEvent> events;   // by blob, then commit, then path
  std::vector<BlobGroup> blobs;    // in an order that reads similar blobs one after the other
  std::vector<Diagnostic> diagnostics;

  [[nodiscard]] bool holds(const ObjectId& blob) const;
};

// Compares the trees of all commits of `history` with their parents' on `threads` threads.
Result<HistoryMap> map_history(const PackSet& packs, const History& history, std::size_t threads,
                               ProgressListener* progress);

}  // namespace keyhound
