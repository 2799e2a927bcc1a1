// SPDX-License-Identifier: Apache-2.0
// The pre-commit hook: scans what is staged, and notes the tree that it lets through.
#pragma once

#include "scanner/base/result.h"
#include "scanner/cli/hooks/hook_run_options.h"

namespace keyhound {

// Answers the exit code of the scan. That a tree cannot be noted is a warning only.
Result<int> run_pre_commit(const HookRunOptions& options);

}  // namespace keyhound
