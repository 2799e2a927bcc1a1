// SPDX-License-Identifier: Apache-2.0
// Which of keyhound's git hooks a repository would run. Reads git's settings of the
// system, the user and the repository.
#pragma once

#include <string>
#include <vector>

#include "scanner/git/repository.h"

namespace keyhound {

struct HookState {
  std::string name;             // "pre-commit"
  bool calls_keyhound = false;  // the file that git runs mentions it
  bool is_executable = false;
  bool is_shadowed = false;  // it stands in .git/hooks, and core.hooksPath names another folder
};

struct HookStates {
  std::string folder;  // where git looks for hooks
  std::vector<HookState> hooks;
};

// pre-commit and pre-push.
HookStates read_hook_states(const Repository& repository);

}  // namespace keyhound
