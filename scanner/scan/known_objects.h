// SPDX-License-Identifier: Apache-2.0
// KnownObjects: how a scan of history uses the state file of an earlier one. Objects that it knows
// are not scanned again where their whole family is known; what was found in them is recalled.
// Used by one thread, but for the elements of scanned().
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/git/commit_source.h"
#include "scanner/git/pack/delta_forest.h"
#include "scanner/scan/message_visitor.h"
#include "scanner/scan/scan_output.h"
#include "scanner/scan/scan_request.h"
#include "scanner/scan/scan_state.h"

namespace keyhound {

class HistoryObjects;

class KnownObjects {
 public:
  // Reads the state file of the request. A damaged one is a diagnostic, and nothing is known then.
  // Every pack that is new is hashed: what does not fit its checksum is neither known nor
  // remembered. REQUIRES: all outlive the object.
  KnownObjects(const ScanContext& context, const ScanRequest& request, const DeltaForest& forest);

  // By node: those of families that need no walk.
  [[nodiscard]] const std::vector<bool>& left_out() const { return left_out_; }
  // Visitors note here what they have scanned, by node: bytes and one; 0: not scanned.
  [[nodiscard]] std::vector<std::uint64_t>& scanned() { return scanned_; }

  // Adds what is known of the objects that are left out. REQUIRES: the others' hits are there.
  void recall_messages(std::vector<MessageHit>& hits, ScanStatistics& statistics);
  void recall_blobs(HistoryObjects& objects);
  void recall_drops(std::vector<NodeDrops>& drops) const;
  // Facts of the commits that are left out.
  [[nodiscard]] CommitBatch& commits() { return commits_; }

  // Writes the state file for the next scan, unless that would say what it says already. What
  // failed is not remembered. That the file cannot be written is a diagnostic.
  void remember(const HistoryObjects& objects, CommitSource& commits);

  std::vector<Diagnostic> diagnostics;

 private:
  static constexpr std::uint32_t kUnknown = UINT32_MAX;

  void check_packs();
  void find_objects();
  void leave_out_families(ObjectType type);
  [[nodiscard]] bool is_sound(NodeNumber node) const;
  [[nodiscard]] bool is_known(NodeNumber node) const;
  [[nodiscard]] std::uint64_t known_bytes(NodeNumber node) const;
  [[nodiscard]] NodeNumber left_out_node(std::uint32_t object, ObjectType type) const;
  void recall_commits();
  [[nodiscard]] std::vector<std::string> sound_packs() const;
  [[nodiscard]] std::vector<NodeNumber> done_nodes(const HistoryObjects& objects) const;
  [[nodiscard]] bool is_all_known(const std::vector<NodeNumber>& nodes) const;
  [[nodiscard]] ScanState state_of(const HistoryObjects& objects,
                                   const std::vector<NodeNumber>& nodes,
                                   CommitSource& commits) const;

  const ScanContext& context_;
  const ScanRequest& request_;
  const DeltaForest& forest_;
  std::optional<ScanState> state_;
  std::vector<bool> is_sound_;            // by pack
  std::vector<NodeNumber> node_of_;       // by object of the state; kNoNode: not stored
  std::vector<std::uint32_t> object_of_;  // by node, the first of several
  std::vector<bool> left_out_;
  std::vector<std::uint64_t> scanned_;
  CommitBatch commits_;
};

}  // namespace keyhound
