// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/run_status.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

void sort_in(const RunTarget& target, RunStatus& status) {
  switch (target.outcome) {
    case TargetOutcome::kFailed:
      status.failed.push_back(target);
      break;
    case TargetOutcome::kExcluded:
      status.excluded.push_back(target);
      break;
    case TargetOutcome::kPending:
      status.pending.push_back(target);
      break;
    case TargetOutcome::kScanned:
      if (!target.is_complete) status.incomplete.push_back(target);
      break;
    case TargetOutcome::kUnchanged:
      break;
  }
}

}  // namespace

Result<RunStatus> read_run_status(Store& store, const RunSummary& run, int shard) {
  RunStatus status;
  status.run = run;
  status.shard = shard;
  KEYHOUND_TRY(status.coverage, store.coverage(run.id, shard));
  KEYHOUND_TRY(status.findings,
               finding_counts_of_run(store.database(), run.id, shard, Severity::kInfo));
  RunTargetFilter filter;
  filter.shard = shard;
  KEYHOUND_TRY_STATUS(
      list_run_targets(store.database(), run.id, filter, [&status](const RunTarget& target) {
        sort_in(target, status);
        return Status();
      }));
  return status;
}

std::string count_reasons(const std::vector<RunTarget>& targets) {
  std::map<std::string, std::size_t> counts;
  for (const RunTarget& target : targets) ++counts[target.reason];
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [reason, count] : sorted) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count,
                        reason.empty() ? "without a reason" : escape_for_terminal(reason));
  }
  return text;
}

}  // namespace keyhound
