// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/finding_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/sarif_revisions.h"

namespace keyhound {

namespace {

void add_words(std::string& text, std::string_view label, const std::string& ids) {
  if (ids.empty()) return;
  text += fmt::format("{}{} {}", text.empty() ? "" : "; ", label, ids);
}

}  // namespace

std::string_view state_word(const Finding& finding) {
  if (finding.waived) return "waived";
  return finding.accepted ? "accepted" : "open";
}

std::string exposure_words(const Finding& finding) {
  const auto& all = finding.occurrences;
  if (finding.in_head()) return "in HEAD";
  if (std::any_of(all.begin(), all.end(), [](const Occurrence& o) { return o.in_worktree; }))
    return finding.first().commit.id.empty() ? "in the work tree, not committed"
                                             : "in history and the work tree, not in HEAD";
  if (finding.first().commit.id.empty()) return "in what was scanned";
  return finding.first().reachable ? "in history only" : "in a commit that no ref reaches";
}

std::string owner_words(const Finding& finding) {
  const CredentialMatch& match = finding.credential;
  if (!match.owner.empty()) return match.owner;
  if (!match.id.empty()) return "none";
  return finding.kind == FindingKind::kSecret && !finding.policies.empty() ? "unknown" : "";
}

std::string policies_with(const Finding& finding, Outcome outcome) {
  std::string ids;
  for (const PolicyVerdict& verdict : finding.policies) {
    if (verdict.outcome == outcome) ids += (ids.empty() ? "" : ", ") + verdict.policy_id;
  }
  return ids;
}

std::string verdict_words(const Finding& finding) {
  std::string text;
  add_words(text, "fails", policies_with(finding, Outcome::kFail));
  add_words(text, "undecided", policies_with(finding, Outcome::kError));
  add_words(text, "waived", policies_with(finding, Outcome::kWaived));
  return text;
}

const std::string& sentence_of(const Finding& finding) {
  return finding.message.empty() ? finding.title : finding.message;
}

std::string place_words(const Finding& finding) {
  const Occurrence& primary = primary_occurrence(finding);
  return describe_place(primary.location, primary.commit.id);
}

}  // namespace keyhound
