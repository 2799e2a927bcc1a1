// SPDX-License-Identifier: Apache-2.0
#include "scanner/hooks/hook_directory.h"

#include <filesystem>

namespace keyhound {

Result<HookDirectory> find_hook_directory(const Repository& repository,
                                          const GitEnvironment& environment) {
  HookDirectory directory;
  KEYHOUND_TRY(directory.named, effective_setting(repository, environment, "core.hooksPath"));
  if (!directory.named) {
    directory.path = repository.common_dir() + "/hooks";
    return directory;
  }
  const std::string named = expand_home(directory.named->value, environment.home);
  const std::string& base = repository.is_bare() ? repository.git_dir() : repository.work_dir();
  directory.path = (std::filesystem::path(base) / named).lexically_normal().string();
  return directory;
}

}  // namespace keyhound
