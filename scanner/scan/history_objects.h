// SPDX-License-Identifier: Apache-2.0
// HistoryObjects: what a scan of a repository's objects has found, before it is known where they
// stand. Every stored object is scanned, whether something reaches it or not.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "scanner/git/commit_source.h"
#include "scanner/git/pack/delta_forest.h"
#include "scanner/git/pack/tree_index.h"
#include "scanner/scan/blob_visitor.h"
#include "scanner/scan/family_walk.h"
#include "scanner/scan/message_visitor.h"
#include "scanner/scan/parallel.h"
#include "scanner/scan/scan_output.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

class HistoryObjects {
 public:
  // Builds the forest. REQUIRES: all outlive the object.
  HistoryObjects(const ScanContext& context, const ScanRequest& request, const PackSet& packs);

  // The steps, in this order.
  Status scan_messages();
  Status scan_blobs();
  // `wanted`: the blobs to trace.
  TreeIndex read_trees(const WantedNodes& wanted);

  [[nodiscard]] const DeltaForest& forest() const { return forest_; }
  [[nodiscard]] ObjectReader& reader() { return *reader_; }
  [[nodiscard]] std::vector<CommitBatch*> commits();

  std::vector<BlobHit> blob_hits;        // by node
  std::vector<MessageHit> message_hits;  // by node
  std::vector<NodeNumber> undecided;     // see BlobVisitor; ascending
  std::vector<FailedObject> failed;      // of any type, by node, each once
  ScanStatistics statistics;
  ScanTimings timings;

 private:
  template <class Visitor>
  void retry(std::vector<FailedObject> failures, Visitor& visitor);
  bool scan_in_pieces(std::span<FailedObject> copies, BlobVisitor& visitor);
  void scan_large_blobs(std::vector<FailedObject>& failures, WorkerSlots<BlobVisitor>& visitors);

  const ScanContext& context_;
  const ScanRequest& request_;
  DeltaForest forest_;
  std::unique_ptr<ObjectReader> reader_;
  std::size_t slots_;
  WalkBudget budget_;
  FamilyWalk walk_;
  WalkProgress progress_;
  std::vector<std::unique_ptr<MessageVisitor>> message_visitors_;
};

}  // namespace keyhound
