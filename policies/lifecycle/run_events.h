// SPDX-License-Identifier: Apache-2.0
// Private to policies/: the events of a run (run_recorder.h). Pure, but for new_run_id().
#pragma once

#include <string>
#include <vector>

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_history.h"
#include "policies/lifecycle/bulk_coverage.h"
#include "policies/lifecycle/run_start.h"
#include "policies/registry/registry.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

// run.started, and policy.changed in front of it where the ledger knows other policies.
std::vector<EvidenceEvent> start_events(const std::string& run, const RunStart& start,
                                        const LedgerHistory& history);

// All else. REQUIRES: the result is judged. `registry` and `coverage` may be nullptr.
std::vector<EvidenceEvent> result_events(const std::string& run, const ScanResult& result,
                                         const Registry* registry, const LedgerHistory& history,
                                         int exit_code, const BulkCoverage* coverage = nullptr);

// 16 bytes of random numbers in hex.
std::string new_run_id();

}  // namespace keyhound
