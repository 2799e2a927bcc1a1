// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/finding_tally.h"

#include <fmt/format.h>

#include "scanner/report/occurrence_text.h"

namespace keyhound {

namespace {

void count(FindingTally& tally, const Finding& finding) {
  if (finding.waived) {
    ++tally.waived;
    return;
  }
  if (finding.accepted) {
    ++tally.accepted;
    return;
  }
  ++tally.open;
  ++tally.by_severity[static_cast<std::size_t>(finding.severity)];
  if (finding.baseline_state == BaselineState::kNew) ++tally.is_new;
  if (finding.baseline_state == BaselineState::kUnchanged) ++tally.unchanged;
}

}  // namespace

FindingTally tally_of(const ScanResult& result) {
  FindingTally tally;
  for (const Finding& finding : result.findings) count(tally, finding);
  for (const Diagnostic& diagnostic : result.diagnostics) tally.unread += diagnostic.incomplete;
  return tally;
}

std::string describe_open(const FindingTally& tally) {
  if (tally.open == 0) return "no open findings";
  std::string list;
  for (std::size_t i = tally.by_severity.size(); i-- > 0;) {
    if (tally.by_severity[i] == 0) continue;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", tally.by_severity[i],
                        to_string(static_cast<Severity>(i)));
  }
  return fmt::format("{} ({})", count_of(tally.open, "open finding", "open findings"), list);
}

std::string describe_covered(const FindingTally& tally) {
  const std::size_t covered = tally.waived + tally.accepted;
  if (covered == 0) return "";
  const char* noun = covered == 1 ? "finding" : "findings";
  if (tally.accepted == 0) return fmt::format("{} waived {}", tally.waived, noun);
  if (tally.waived == 0) return fmt::format("{} accepted {}", tally.accepted, noun);
  return fmt::format("{} waived and {} accepted {}", tally.waived, tally.accepted, noun);
}

}  // namespace keyhound
