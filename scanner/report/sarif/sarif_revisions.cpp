// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_revisions.h"

#include <algorithm>

#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/artifact_uri.h"

namespace keyhound {

namespace {

bool is_checked_out(const Occurrence& occurrence) {
  return occurrence.in_head || occurrence.in_worktree || occurrence.commit.id.empty();
}

}  // namespace

const Occurrence& primary_occurrence(const Finding& finding) {
  for (const Occurrence& occurrence : finding.occurrences) {
    if (occurrence.in_head && is_in_file(occurrence.location)) return occurrence;
  }
  return finding.first();
}

SarifRevisions::SarifRevisions(const ScanInfo& scan, std::span<const Finding* const> findings)
    : scan_(scan) {
  for (const Finding* finding : findings) {
    const std::size_t listed = std::min(finding->occurrences.size(), kMaxSarifRelated + 1);
    for (std::size_t i = 0; i < listed; ++i) add(finding->occurrences[i]);
  }
  if (commits_.size() <= kMaxSarifRevisions) return;
  is_cut_ = true;
  commits_.clear();
  names_.clear();
  for (const Finding* finding : findings) {
    if (commits_.size() < kMaxSarifRevisions) add(finding->first());
  }
}

void SarifRevisions::add(const Occurrence& occurrence) {
  if (is_checked_out(occurrence) || commits_.size() > kMaxSarifRevisions) return;
  const std::string& id = occurrence.commit.id;
  if (names_.try_emplace(id, "REV-" + std::string(short_id(id))).second) {
    commits_.push_back(&occurrence.commit);
  }
}

std::string SarifRevisions::base_id(const Occurrence& occurrence) const {
  if (!names_trees_) return "";
  if (is_checked_out(occurrence)) {
    const Location& location = occurrence.location;
    const bool is_stream = is_in_file(location) && location.path.empty();
    return is_stream ? "" : "SRCROOT";
  }
  const auto found = names_.find(occurrence.commit.id);
  return found == names_.end() ? "HISTORY" : found->second;
}

// Without a uri: where the tree lies on this machine is nobody else's business.
Json SarifRevisions::base_ids() const {
  Json ids = {{"SRCROOT", {{"description", {{"text", "The scanned root, at HEAD."}}}}}};
  for (const CommitInfo* commit : commits_) {
    const std::string text = "The tree of commit '" + commit->id + "', not checked out.";
    ids.push_back({names_.at(commit->id), {{"description", {{"text", text}}}}});
  }
  if (is_cut_) {
    const std::string_view text = "Trees of older commits; 'logicalLocations' names the commit.";
    ids.push_back({"HISTORY", {{"description", {{"text", text}}}}});
  }
  return ids;
}

Json SarifRevisions::provenance() const {
  Json list = Json::array();
  const std::string uri = repository_uri(scan_.repository_uri);
  if (uri.empty()) return list;
  if (!scan_.head.empty()) {
    list.push_back({{"repositoryUri", uri},
                    {"revisionId", scan_.head},
                    {"mappedTo", {{"uriBaseId", "SRCROOT"}}}});
  }
  for (const CommitInfo* commit : commits_) {
    list.push_back({{"repositoryUri", uri},
                    {"revisionId", commit->id},
                    {"asOfTimeUtc", format_timestamp(commit->committed)},
                    {"mappedTo", {{"uriBaseId", names_.at(commit->id)}}}});
  }
  if (is_cut_) list.push_back({{"repositoryUri", uri}, {"mappedTo", {{"uriBaseId", "HISTORY"}}}});
  return list;
}

}  // namespace keyhound
