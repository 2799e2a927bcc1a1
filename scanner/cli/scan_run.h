// SPDX-License-Identifier: Apache-2.0
// The steps around a scan that `keyhound scan` and `keyhound registry init` share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scanner/cli/exit_code.h"
#include "scanner/cli/scan_options.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_session.h"

namespace keyhound {

// The keys that fingerprints are made with.
struct FingerprintKeys {
  FingerprintKey key;
  std::vector<FingerprintKey> previous;  // that served before
};

// Of KEYHOUND_FINGERPRINT_KEY, or the public one, and of KEYHOUND_PREVIOUS_FINGERPRINT_KEYS.
Result<FingerprintKeys> fingerprint_keys();

// The context with `settings` and the fingerprint keys of the environment.
Result<ScanContext> make_scan_context(const RuleEngine& engine, ScanSettings settings = {});

// Removes findings that are less sure than `least`, and counts them.
void drop_below(Confidence least, ScanResult& result);

// Whether the finding makes the exit code 1.
bool reaches(const Finding& finding, const ReportThresholds& thresholds);

// 1 for an open finding from the thresholds on, else 3 for an incomplete scan, else 0.
ExitCode exit_code_for(const ScanResult& result, const ReportThresholds& thresholds);

}  // namespace keyhound
