// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/run_hook.h"

#include <fmt/format.h>

#include <cstdio>

#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/hooks/hook_text.h"
#include "scanner/cli/hooks/run_pre_commit.h"
#include "scanner/cli/hooks/run_pre_push.h"

namespace keyhound {

int run_hook(HookKind kind, const HookRunOptions& options) {
  const auto result =
      kind == HookKind::kPreCommit ? run_pre_commit(options) : run_pre_push(options);
  const int code = result ? *result : report_error(result.error());
  if (code == kExitClean || code == kExitFindings) return code;
  if (!allows_failure(options)) {
    fmt::print(stderr, "{}", failure_advice(kind));
    return code;
  }
  fmt::print(stderr, "{}", let_through_text(kind));
  return kExitClean;
}

}  // namespace keyhound
