// SPDX-License-Identifier: Apache-2.0
// `keyhound baseline audit`: reviews the entries of a baseline, in a terminal or by the options.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/scan_options.h"

namespace keyhound {

struct AuditOptions {
  std::vector<std::string> verdicts;  // "FINGERPRINT=VERDICT"; empty: in the terminal
  std::string note;                   // of the entries in `verdicts`
  std::string until;
};

// Answers the exit code. `path` is the baseline's; it is written after each verdict.
Result<int> audit_baseline(const ScanOptions& scan, const std::string& path,
                           const AuditOptions& options);

}  // namespace keyhound
