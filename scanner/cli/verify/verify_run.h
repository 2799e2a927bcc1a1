// SPDX-License-Identifier: Apache-2.0
// `keyhound verify`: scans, or reads a file of secrets, asks, judges and reports.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/scan_options.h"
#include "scanner/cli/verify/verify_options.h"

namespace keyhound {

struct VerifyRunOptions {
  ScanOptions scan;
  VerifyOptions verify;
  std::vector<std::string> only;  // ids of rules whose secrets are verified; empty: all
  std::string secrets;            // file of them in place of a scan, "-": standard input
  bool revoked = false;           // only what the registry calls revoked, told by entry
  std::string registry_output;    // layer of a registry that is written; empty: none
};

// The exit code: 1 when something works, or reaches --fail-on where that is given; else 3 when
// something could not be told or not be scanned; else 0.
Result<int> run_verify(VerifyRunOptions& options);

// The same around a scan that reports as always: `scan --verify`.
Result<int> scan_and_verify(ScanOptions& scan, const VerifyOptions& verify);

}  // namespace keyhound
