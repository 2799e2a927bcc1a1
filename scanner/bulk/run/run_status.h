// SPDX-License-Identifier: Apache-2.0
// RunStatus: how far a run, or one shard of it, has come, and what did not end as it should. Plain
// data.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/store/finding_counts.h"
#include "scanner/store/run_targets.h"
#include "scanner/store/store.h"

namespace keyhound {

struct RunStatus {
  RunSummary run;
  int shard = 0;  // 0: all of them
  Coverage coverage;
  FindingCounts findings;  // of any severity
  // Each by name; what is not in one of them was scanned whole, or is unchanged.
  std::vector<RunTarget> failed;
  std::vector<RunTarget> incomplete;  // scanned, but not everything could be read
  std::vector<RunTarget> excluded;
  std::vector<RunTarget> pending;
};

Result<RunStatus> read_run_status(Store& store, const RunSummary& run, int shard);

// How often each reason is given, the most frequent first: "12 archived, 5 fork".
std::string count_reasons(const std::vector<RunTarget>& targets);

}  // namespace keyhound
