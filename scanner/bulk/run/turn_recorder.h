// SPDX-License-Identifier: Apache-2.0
// TurnRecorder: puts into the store how a target's turn ended, with its findings and its report.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/bulk/run/run_listener.h"
#include "scanner/bulk/run/store_link.h"
#include "scanner/bulk/run/target_queue.h"
#include "scanner/bulk/run/worker_job.h"

namespace keyhound {

struct EndedTurn {
  const TargetTurn& turn;
  const WorkerAnswer& answer;
  const std::string& folder;  // of the job
  double seconds = 0;
};

struct TurnRecorder {
  std::int64_t run_id = 0;
  const std::string& output;  // folder of the reports; empty: they are not kept
  const std::function<Timestamp()>& now;
  const std::function<Result<ScanResult>(const std::string& path)>& read_findings;
  StoreLink& store;

  // What the worker left is checked as it is read: a target whose findings or report cannot be read
  // or kept has failed. An error is one of the store alone; then the target is pending still.
  Result<TargetReport> record(const EndedTurn& ended) const;

 private:
  Result<TargetReport> record_scan(const EndedTurn& ended) const;
  Result<TargetReport> end_target(const EndedTurn& ended, TargetOutcome outcome,
                                  const TargetFailure& failure) const;
  Status count_findings(std::int64_t repository_id, TargetReport& report) const;
};

}  // namespace keyhound
