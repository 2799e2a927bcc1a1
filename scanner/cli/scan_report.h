// SPDX-License-Identifier: Apache-2.0
// What commands that scan do after their options are read: scan, judge, report, keep evidence.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "scanner/cli/judge.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/scan_options.h"
#include "scanner/scan/scan_context.h"

namespace keyhound {

// What a command does in between. Each may be unset.
struct ScanSteps {
  // Instead of what --format and --output say.
  std::optional<std::vector<ReportOutput>> outputs;
  // With the judged result, before its exit code is decided and reports are written.
  std::function<Status(const ScanContext&, const Judge&, ScanResult&)> on_judged;
  // Once they are written.
  std::function<Status(const ScanResult&)> on_reported;
};

// Runs the requests as one scan and writes the reports; answers the exit code. `kind` is what the
// ledger calls the run. REQUIRES: at least one request.
Result<int> scan_and_report(ScanOptions& options, std::vector<ScanRequest> requests,
                            const ScanSteps& steps = {});

}  // namespace keyhound
