// SPDX-License-Identifier: Apache-2.0
// What a coordinator does about verification: its workers ask, and share whom they ask when.
#pragma once

#include <set>
#include <string>

#include "scanner/base/result.h"
#include "scanner/bulk/run/shards.h"
#include "scanner/bulk/run/worker_job.h"
#include "scanner/cli/bulk/passed_verify_options.h"
#include "scanner/cli/rule_options.h"
#include "scanner/process/child_process.h"
#include "scanner/store/store_records.h"

namespace keyhound {

// What is the same for all workers, but for the folder; checked as they will read it, with the file
// of results, which stands in `cache` (empty: where `keyhound verify` has it) unless the options
// name one. kUsage and kConfiguration as of `keyhound verify`.
Result<WorkerVerification> verification_of_run(const PassedVerifyOptions& options,
                                               const RuleOptions& rules, const std::string& cache,
                                               const Shard& shard, const ProcessLimits& limits);

// Where the workers of that run of that store share whom they ask when; removes what runs of long
// ago left.
Result<std::string> open_verification(const std::string& cache, const std::string& store,
                                      const RunSummary& run, int shard);

// For the log, once the workers are done: what the shard sent, and what would let more be asked.
Result<std::string> verification_words(const WorkerVerification& verification,
                                       const std::set<std::string>& next_steps);

void close_verification(const std::string& folder);

}  // namespace keyhound
