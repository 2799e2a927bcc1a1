// SPDX-License-Identifier: Apache-2.0
// What a coordinator does about verification: its workers ask, and share whom they ask when.
#pragma once

#include <set>
#include <string>

#include "scanner/base/result.h"
#include "scanner/bulk/run/worker_job.h"
#include "scanner/cli/bulk/passed_verify_options.h"
#include "scanner/cli/rule_options.h"
#include "scanner/process/child_process.h"

namespace keyhound {

// What is the same for all workers, but for the folder; checked as they will read it, with the file
// of results, which stands in `cache` (empty: where `keyhound verify` has it) unless the options
// name one. kUsage and kConfiguration as of `keyhound verify`.
Result<WorkerVerification> verification_of_run(const PassedVerifyOptions& options,
                                               const RuleOptions& rules, const std::string& cache,
                                               int shards, const ProcessLimits& limits);

// Where the workers of that run share whom they ask when; removes what runs of long ago left.
Result<std::string> open_verification(const std::string& cache, const std::string& run_key);

// For the log, once the workers are done: what was sent, and what would let more be asked.
Result<std::string> verification_words(const std::string& folder,
                                       const std::set<std::string>& next_steps);

void close_verification(const std::string& folder);

}  // namespace keyhound
