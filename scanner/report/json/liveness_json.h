// SPDX-License-Identifier: Apache-2.0
// Whether secrets still work, as JSON documents have it. Pure.
#pragma once

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// State, time, who checked where, status, reason, and the severity before. REQUIRES: is_told().
Json liveness_json(const Finding& finding);

// The number of secrets in each state; empty: nothing was asked.
Json liveness_counts_json(const ScanResult& result);

}  // namespace keyhound
