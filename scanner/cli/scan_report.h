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

class SecretKeeper;

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
  // Takes the secrets of what is found; null: nobody.
  SecretKeeper* keeper = nullptr;
  // In place of scanning the requests.
  std::function<Result<ScanResult>(const ScanContext&)> scan;
  // Before the policies judge. With an exit code the command ends there.
  std::function<Result<std::optional<int>>(const ScanContext&, ScanResult&)> on_scanned;
  // Before the exit code is decided and reports are written.
  std::function<Status(const JudgedScan&)> on_judged;
  // The exit code, in place of the one that stands for the findings.
  std::function<int(const ScanResult&, int code)> exit_code;
  // Whether the report that standard output gets without --format is not written: `on_reported`
  // tells in its place.
  bool tells_instead_of_text = false;
  // Once they are written.
  std::function<Status(const ScanResult&)> on_reported;
};

// Runs the requests as one scan and writes the reports; answers the exit code. `kind` is what the
// ledger calls the run. A process that ends without freeing (base/process_end.h) ends here, with
// that code. REQUIRES: at least one request.
Result<int> scan_and_report(ScanOptions& options, std::vector<ScanRequest> requests,
                            const ScanSteps& steps = {});

}  // namespace keyhound
