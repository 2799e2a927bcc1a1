// SPDX-License-Identifier: Apache-2.0
// The scan of one target of a bulk run, in this process.
#pragma once

#include <optional>
#include <string>

#include "scanner/bulk/run/worker_job.h"
#include "scanner/cli/bulk/scan_arguments.h"
#include "scanner/cli/bulk/target_verification.h"

namespace keyhound {

struct TargetScan {
  int exit_code = 0;                       // as `keyhound scan` ends
  std::optional<Timestamp> first_end;      // see scan_basis.h
  bool is_damaged = false;                 // objects are missing, or are not what they should be
  std::optional<TargetVerified> verified;  // none: it was not to be, or could not
};

// Scans the repository at `path` and writes JSON and SARIF into the job's folder. With a cache,
// what was scanned is remembered there for the next scan; a state that is damaged is begun anew.
Result<TargetScan> scan_target(const WorkerJob& job, BulkScanOptions options,
                               const std::string& path, Timestamp now);

// Where the state of a target's scans is kept in the cache.
std::string state_path(const std::string& cache, const std::string& name);

}  // namespace keyhound
