// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/leak.h"

#include "scanner/model/acceptance_verdict.h"

namespace keyhound {

bool is_leak(const Finding& finding) {
  const bool is_cleared = finding.accepted && says_no_leak(finding.accepted->verdict);
  return finding.kind == FindingKind::kSecret && !finding.is_documentation && !is_cleared;
}

std::optional<Timestamp> time_of_leak(const Finding& finding) {
  std::optional<Timestamp> earliest;
  for (const Occurrence& occurrence : finding.occurrences) {
    if (occurrence.commit.id.empty()) continue;
    if (!earliest || occurrence.commit.committed < *earliest)
      earliest = occurrence.commit.committed;
  }
  return earliest;
}

std::optional<Timestamp> time_of_last_leak(const Finding& finding) {
  std::optional<Timestamp> latest;
  for (const Occurrence& occurrence : finding.occurrences) {
    if (occurrence.commit.id.empty()) continue;
    if (!latest || *latest < occurrence.commit.committed) latest = occurrence.commit.committed;
  }
  return latest;
}

}  // namespace keyhound
