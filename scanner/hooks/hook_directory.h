// SPDX-License-Identifier: Apache-2.0
// Where git looks for the hooks of a repository: core.hooksPath, or "hooks" in the directory that
// its worktrees share.
#pragma once

#include <optional>
#include <string>

#include "scanner/base/result.h"
#include "scanner/git/effective_config.h"
#include "scanner/git/repository.h"

namespace keyhound {

struct HookDirectory {
  std::string path;                    // absolute; it may not exist
  std::optional<ConfigSetting> named;  // core.hooksPath, as it is written; none: not set

  // Do hooks in it run for other repositories, too?
  [[nodiscard]] bool is_shared() const {
    return named && (named->scope == ConfigScope::kSystem || named->scope == ConfigScope::kUser);
  }
};

// A relative core.hooksPath starts where hooks run: at the root of the work tree, or in a bare
// repository. REQUIRES: a living GitLibrary.
Result<HookDirectory> find_hook_directory(const Repository& repository,
                                          const GitEnvironment& environment);

}  // namespace keyhound
