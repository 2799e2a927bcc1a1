// SPDX-License-Identifier: Apache-2.0
// SarifRevisions: the commits that the locations of a run stand in. SARIF names the tree of a
// commit that is not checked out by a uriBaseId, and versionControlProvenance says which commit
// that is (GOVERNANCE section 5.2). Immutable after construction.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// More commits than this, and only those that introduced a credential get an entry.
inline constexpr std::size_t kMaxSarifRevisions = 500;
// Occurrences of one result beyond its location that SARIF lists (GitHub keeps 100).
inline constexpr std::size_t kMaxSarifRelated = 100;

class SarifRevisions {
 public:
  // `findings` are those that the run reports; all are borrowed.
  SarifRevisions(const ScanInfo& scan, std::span<const Finding* const> findings);
  // For a reader that knows no trees: every base_id is empty.
  explicit SarifRevisions(const ScanInfo& scan) : scan_(scan), names_trees_(false) {}

  [[nodiscard]] bool names_trees() const { return names_trees_; }

  // "SRCROOT" for what HEAD or the work tree holds, "REV-<12 hex>" for an older commit, "HISTORY"
  // for one beyond the limit; empty where there is no tree to name.
  [[nodiscard]] std::string base_id(const Occurrence& occurrence) const;

  [[nodiscard]] Json base_ids() const;    // originalUriBaseIds
  [[nodiscard]] Json provenance() const;  // versionControlProvenance; empty without a remote

 private:
  void add(const Occurrence& occurrence);

  const ScanInfo& scan_;
  std::vector<const CommitInfo*> commits_;                   // in the order of the report
  std::unordered_map<std::string_view, std::string> names_;  // commit id to "REV-..."
  bool is_cut_ = false;                                      // some commits have no name
  bool names_trees_ = true;
};

// The occurrence that is a result's location: one in HEAD, since only there a viewer finds the
// file, else the first.
const Occurrence& primary_occurrence(const Finding& finding);

}  // namespace keyhound
