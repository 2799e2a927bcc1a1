// SPDX-License-Identifier: Apache-2.0
// The options of `keyhound bulk run`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/bulk/mirrors/mirror.h"
#include "scanner/bulk/run/shards.h"
#include "scanner/cli/bulk/passed_scan_options.h"
#include "scanner/cli/bulk/passed_verify_options.h"
#include "scanner/cli/bulk/plan_options.h"
#include "scanner/model/severity.h"
#include "scanner/process/child_process.h"

namespace CLI {
class App;
}

namespace keyhound {

struct BulkRunOptions {
  BulkTargetOptions targets;
  PassedScanOptions scan;
  PassedVerifyOptions verification;
  std::string store;
  std::string output;
  // Which part of which run.
  std::string shard;
  int shard_count = 0;
  std::string run_key;
  bool is_new_run = false;
  // How the work is done.
  int jobs = 0;  // 0: one a core
  int retries = 1;
  std::uint64_t memory_limit = std::uint64_t{4} << 30U;
  std::uint64_t file_limit = std::uint64_t{20} << 30U;
  std::string time_limit = "PT1H";
  bool rescan = false;
  bool drop_mirrors = false;
  MirrorOptions mirrors;
  std::string fetch_limit = "PT30M";
  std::vector<std::string> protocols;  // beside the safe ones
  // What is told.
  std::string fail_on = "low";
  std::string fail_on_level;
  bool only_new_fails = false;
  std::string ledger;
  std::string signing_key;
  bool json_log = false;
  bool no_progress = false;
};

void add_run_options(CLI::App& app, BulkRunOptions& options);

// What is derived from them. kUsage for what does not make sense.
Result<ProcessLimits> limits_of(const BulkRunOptions& options);
Result<MirrorOptions> mirror_options_of(const BulkRunOptions& options, const std::string& cache);
Result<std::optional<Severity>> fail_on_of(const BulkRunOptions& options);  // none: nothing fails
// --shard, else what an array job's scheduler says, else everything.
Result<Shard> shard_of(const BulkRunOptions& options, const EnvironmentLookup& environment);

}  // namespace keyhound
