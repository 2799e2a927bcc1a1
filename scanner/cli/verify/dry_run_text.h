// SPDX-License-Identifier: Apache-2.0
// What --dry-run shows of a verification: every request in the order in which it would be made,
// what is known without, and what is not asked and why. No secret. Pure.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/verify/verification.h"

namespace keyhound {

// `places`: of each candidate, where it was found ("src/app.py:3:12"); escaped for a terminal.
std::string dry_run_text(const Verification& verification, const std::vector<std::string>& places);

}  // namespace keyhound
