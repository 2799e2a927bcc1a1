// SPDX-License-Identifier: Apache-2.0
// What a coordinator tells the process that scans one target (`keyhound bulk worker`), and what it
// hears from it: JSON on standard input, and files in the job's folder. Plain data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/bulk/mirrors/mirror.h"
#include "scanner/bulk/target.h"

namespace keyhound {

// How what a worker finds is verified; `shared_folder` is empty where it is not.
struct WorkerVerification {
  std::vector<std::string> arguments;  // of `keyhound verify`
  std::string shared_folder;           // of all workers of the run
  int shards = 1;                      // that share the run's pace and requests
  int shard = 0;                       // which of them it is of; 0: there is one
  std::uint64_t seconds = 0;           // from the job's begin, until it must be over; 0: no bound
};

struct WorkerJob {
  Target target;
  MirrorOptions mirrors;
  std::string folder;       // empty, the job's own; what the worker writes stands in it
  std::string refs_digest;  // of the last scan that read everything; empty: none
  std::string basis;        // of it: what else decides what a scan finds
  bool rescan = false;      // scan even where nothing changed
  bool keep_mirror = true;  // false: it is deleted after the scan
  // Arguments of `keyhound scan` that hold for every target: rules, registry, policies,
  // configuration, limits.
  std::vector<std::string> scan_arguments;
  WorkerVerification verification = {};
};

// Names of the files in the job's folder.
inline constexpr std::string_view kWorkerFindingsFile = "findings.json";  // keyhound/findings/v1
inline constexpr std::string_view kWorkerSarifFile = "report.sarif";
inline constexpr std::string_view kWorkerAnswerFile = "answer.json";  // written last, whole

struct WorkerAnswer {
  std::string outcome;  // "scanned", "unchanged", "failed"
  TargetFailure failure;
  std::string refs_digest;
  std::string basis;
  int exit_code = 0;
  double fetch_seconds = 0;
  double scan_seconds = 0;
  // What verifying came to, and what would let more be asked; empty: nothing was verified.
  std::string verification = {};
  std::vector<std::string> next_steps = {};
};

std::string write_worker_job(const WorkerJob& job);
Result<WorkerJob> read_worker_job(std::string_view json);
std::string write_worker_answer(const WorkerAnswer& answer);
Result<WorkerAnswer> read_worker_answer(std::string_view json, const std::string& file);

}  // namespace keyhound
