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

// A result that was judged, and how it came about: as options and configuration said. Borrowed.
struct JudgedScan {
  const ScanContext& context;
  const Judge& judge;
  const ScanRequest& request;  // the first
  Confidence least_confidence;
  ScanResult& result;
};

// What a command does in between. Each may be unset.
struct ScanSteps {
  // Instead of what --format and --output say.
  std::optional<std::vector<ReportOutput>> outputs;
  // Before the exit code is decided and reports are written.
  std::function<Status(const JudgedScan&)> on_judged;
  // Once they are written.
  std::function<Status(const ScanResult&)> on_reported;
};

// Runs the requests as one scan and writes the reports; answers the exit code. `kind` is what the
// ledger calls the run. REQUIRES: at least one request.
Result<int> scan_and_report(ScanOptions& options, std::vector<ScanRequest> requests,
                            const ScanSteps& steps = {});

}  // namespace keyhound
