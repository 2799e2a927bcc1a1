// SPDX-License-Identifier: Apache-2.0
// Puts keyhound's hooks where git runs them, beside the hooks that are there, and takes them away.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/hooks/hook_survey.h"

namespace keyhound {

struct HookInstallation {
  std::vector<HookKind> kinds;
  std::string program;                 // absolute path
  std::vector<std::string> arguments;  // of `keyhound hook run`, for all kinds
  bool allows_failure = false;
  bool may_be_shared = false;  // also where the directory serves other repositories
};

enum class HookChange {
  kInstalled,  // where there was none
  kChained,    // the hook that was there runs first
  kRenewed,    // keyhound's own, written again
  kRemoved,
  kRestored,  // the hook that was there before is in its place again
  kUnchanged,
};

struct HookOutcome {
  HookKind kind = HookKind::kPreCommit;
  HookChange change = HookChange::kUnchanged;
  std::string path;
};

// A hook that is there is moved to "<name>.before-keyhound", as it is. Nothing is changed, and the
// error says what to do, when the directory is another manager's or shared, a hook is another
// manager's who would write it again, or the hook from before cannot be kept. kUsage for what the
// system refuses.
Result<std::vector<HookOutcome>> install_hooks(const HookSurvey& survey,
                                               const HookInstallation& installation);

// Also those that core.hooksPath took out of use. A hook that is not keyhound's stays.
Result<std::vector<HookOutcome>> uninstall_hooks(const HookSurvey& survey,
                                                 std::span<const HookKind> kinds);

}  // namespace keyhound
