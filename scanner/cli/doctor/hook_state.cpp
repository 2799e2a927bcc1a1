// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/doctor/hook_state.h"

#include <unistd.h>

#include <cstdint>

#include "scanner/base/file.h"
#include "scanner/cli/hooks/hook_run_options.h"
#include "scanner/git/git_library.h"
#include "scanner/hooks/hook_directory.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestHook = std::uint64_t{1} << 20;
constexpr const char* kNames[] = {"pre-commit", "pre-push"};

// Where git would look, by the settings of the system, the user and the repository.
std::string hooks_folder(const Repository& repository) {
  const auto directory = find_hook_directory(repository, process_git_environment());
  return directory ? directory->path : repository.common_dir() + "/hooks";
}

bool mentions_keyhound(const std::string& file) {
  const auto text = read_file(file, kLargestHook);
  return text && text->find("keyhound") != std::string::npos;
}

}  // namespace

HookStates read_hook_states(const Repository& repository) {
  const GitLibrary library;
  HookStates states{hooks_folder(repository), {}};
  const std::string own = repository.common_dir() + "/hooks";
  for (const char* name : kNames) {
    const std::string file = states.folder + "/" + name;
    HookState hook{name};
    hook.calls_keyhound = mentions_keyhound(file);
    hook.is_executable = ::access(file.c_str(), X_OK) == 0;
    hook.is_shadowed =
        states.folder != own && !hook.calls_keyhound && mentions_keyhound(own + "/" + name);
    states.hooks.push_back(std::move(hook));
  }
  return states;
}

}  // namespace keyhound
