// SPDX-License-Identifier: Apache-2.0
// HistoryPlaces: from hits in objects to occurrences: the commit that introduced each, its paths,
// the refs that reach it, whether HEAD holds it and which commit removed it. Used by one thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "scanner/git/attribution.h"
#include "scanner/git/head_tree.h"
#include "scanner/scan/history_archives.h"
#include "scanner/scan/history_objects.h"
#include "scanner/scan/object_scanner.h"
#include "scanner/scan/occurrence_refs.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/scan_output.h"

namespace keyhound {

// Of the nodes that hold the same object the one that trees lead to.
NodeNumber first_node(const DeltaForest& forest, NodeNumber node);

class HistoryPlaces {
 public:
  // REQUIRES: all outlive the object.
  HistoryPlaces(const ScanContext& context, const ScanRequest& request, OpenRepository& opened,
                const History& history, HistoryObjects& objects, const TreeIndex& trees,
                const Attribution& attribution);

  // Adds occurrences, diagnostics and figures to `output`.
  Status report(ScanOutput& output);

 private:
  // An occurrence in the content of a blob, for finding out when its secret left the path.
  struct Holding {
    std::uint32_t found = 0;  // index into found_
    std::uint32_t path = 0;
    ObjectNumber object = 0;
  };

  void diagnose_objects(ScanOutput& output);
  void diagnose(ScanOutput& output, const ObjectId& id, ObjectNumber number, ObjectType type,
                const Error& error);
  void place_messages();
  void place_blob_hits();
  void place(const SharedHit& found, ObjectNumber object, const Arrival& arrival);
  void place_unreached(const SharedHit& hit, NodeNumber node, LocationPart part);
  void choose_rescanned();
  void count_drops(ScanOutput& output) const;
  [[nodiscard]] bool is_rescanned(NodeNumber node) const;
  [[nodiscard]] PlacedBlob placed(NodeNumber node, std::uint64_t size) const;
  void place_again(const PlacedBlob& blob, const std::vector<TextHit>& hits);
  std::vector<TextHit> scan_again(ObjectScanner& scanner, const PlacedBlob& blob,
                                  ScanOutput& output);
  Status rescan(ScanOutput& output);
  Status place_names(ScanOutput& output);
  Status list_comments(ScanOutput& output);
  void add_removals();
  void add_removal(std::span<const Holding> group);

  [[nodiscard]] std::span<const Arrival> arrivals_of(ObjectNumber object) const;
  [[nodiscard]] CommitInfo commit_info(std::uint32_t commit) const;

  const ScanContext& context_;
  const ScanRequest& request_;
  OpenRepository& opened_;
  const History& history_;
  HistoryObjects& objects_;
  const TreeIndex& trees_;
  const Attribution& attribution_;
  HeadTree head_;
  bool with_unreached_ = false;
  CommitNumbers commit_numbers_;
  std::unordered_set<std::string> diagnosed_;  // hex ids
  std::vector<NodeNumber> rescanned_;          // with their paths, ascending
  std::vector<ArchiveBlob> archives_;          // those of them that are opened, by node
  std::vector<FoundOccurrence> found_;
  std::vector<Holding> holdings_;
};

}  // namespace keyhound
