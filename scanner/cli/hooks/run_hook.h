// SPDX-License-Identifier: Apache-2.0
// What git waits for: `keyhound hook run pre-commit` and `keyhound hook run pre-push`.
#pragma once

#include "scanner/cli/hooks/hook_run_options.h"
#include "scanner/hooks/hook_kind.h"

namespace keyhound {

// The exit code: 0 lets git go on. 1 for findings, 2 or 3 where something could not be scanned,
// unless failures are allowed, which is said.
int run_hook(HookKind kind, const HookRunOptions& options);

}  // namespace keyhound
