// SPDX-License-Identifier: Apache-2.0
// The list of what was verified, by state, for people. No secret. Pure.
#pragma once

#include <string>

#include "scanner/cli/verify/verification.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

// What works first, then what could not be told, what is expired and revoked; then counts, and what
// was not asked and why. `result` is judged; escaped for a terminal.
std::string liveness_list(const ScanResult& result, const Verification& verification);

}  // namespace keyhound
