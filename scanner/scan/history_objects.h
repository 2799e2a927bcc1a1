// SPDX-License-Identifier: Apache-2.0
// HistoryObjects: what a scan of a repository's objects has found, before it is known where they
// stand. Every stored object is scanned, whether something reaches it or not.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "scanner/git/commit_source.h"
#include "scanner/git/pack/delta_forest.h"
#include "scanner/git/pack/tree_index.h"
#include "scanner/scan/blob_visitor.h"
#include "scanner/scan/family_walk.h"
#include "scanner/scan/known_objects.h"
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

  // A task for the next step, done by one of its threads. It may use reader() and forest().
  void do_beside(std::function<void()> task) { walk_.do_beside(std::move(task)); }

  [[nodiscard]] const DeltaForest& forest() const { return forest_; }
  [[nodiscard]] ObjectReader& reader() { return *reader_; }
  [[nodiscard]] const WorkCrew& crew() const { return crew_; }
  [[nodiscard]] std::vector<CommitBatch*> commits();
  // What the state file of the request knows; null without one.
  [[nodiscard]] KnownObjects* known() { return known_.get(); }

  // The nodes that hold a blob whole where it is too large to be held, and is scanned in pieces
  // (large_objects.h); empty for every other blob.
  [[nodiscard]] std::span<const NodeNumber> large_copies(NodeNumber blob) const;

  std::vector<BlobHit> blob_hits;        // by node
  std::vector<MessageHit> message_hits;  // by node
  std::vector<NodeNumber> undecided;     // see BlobVisitor; ascending
  std::vector<ArchiveBlob> archives;     // with ScanRequest::archives; by node
  std::vector<NodeDrops> drops;          // by node and reason, each once
  std::vector<FailedObject> failed;      // of any type, by node, each once
  bool has_undecoded = false;            // some text was not decoded to its end
  ScanStatistics statistics;
  ScanTimings timings;

 private:
  [[nodiscard]] const std::vector<bool>* left_out() const {
    return known_ ? &known_->left_out() : nullptr;
  }
  [[nodiscard]] std::vector<std::uint64_t>* scanned() {
    return known_ ? &known_->scanned() : nullptr;
  }
  template <class Visitor>
  void retry(std::vector<FailedObject> failures, Visitor& visitor);
  void settle_drops();
  void list_large_blobs();
  bool scan_in_pieces(FailedObject& one, BlobVisitor& visitor);
  void scan_large_blobs(std::vector<FailedObject>& failures, WorkerSlots<BlobVisitor>& visitors);

  const ScanContext& context_;
  const ScanRequest& request_;
  WorkCrew crew_;
  DeltaForest forest_;
  std::unique_ptr<ObjectReader> reader_;
  std::size_t slots_;
  WalkBudget budget_;
  FamilyWalk walk_;
  std::vector<NodeNumber> large_;  // blobs stored whole that are too large to be held, by id
  WalkProgress progress_;
  std::unique_ptr<KnownObjects> known_;
  std::vector<std::unique_ptr<MessageVisitor>> message_visitors_;
};

}  // namespace keyhound
