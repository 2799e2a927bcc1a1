// SPDX-License-Identifier: Apache-2.0
// What commands that scan do after their options are read: scan, judge, report, keep evidence.
#pragma once

#include <vector>

#include "scanner/cli/scan_options.h"

namespace keyhound {

// Runs the requests as one scan and writes the reports; answers the exit code. `kind` is what the
// ledger calls the run. REQUIRES: at least one request.
Result<int> scan_and_report(ScanOptions& options, std::vector<ScanRequest> requests);

}  // namespace keyhound
