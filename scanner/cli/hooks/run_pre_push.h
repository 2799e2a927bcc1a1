// SPDX-License-Identifier: Apache-2.0
// The pre-push hook: scans the commits that are new to the remote, and says, or records in the
// ledger, which of them went past the pre-commit hook.
#pragma once

#include "scanner/base/result.h"
#include "scanner/cli/hooks/hook_run_options.h"

namespace keyhound {

// Reads the lines of git from standard input, or what the pre-commit framework says instead.
// Answers the exit code of the scan. An error where a bypass cannot be recorded.
Result<int> run_pre_push(const HookRunOptions& options);

}  // namespace keyhound
