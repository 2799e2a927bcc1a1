// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/doctor/hook_state.h"

#include <unistd.h>

#include <cstdint>
#include <cstdlib>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestHook = std::uint64_t{1} << 20;
constexpr const char* kNames[] = {"pre-commit", "pre-push"};

// core.hooksPath: relative to the root of the work tree, "~/" is the home folder.
std::string hooks_folder(const Repository& repository) {
  const auto path = repository.config().get("core", "hookspath");
  if (!path || path->empty()) return repository.common_dir() + "/hooks";
  if (path->front() == '/') return std::string(*path);
  const char* home = std::getenv("HOME");
  if (path->starts_with("~/") && home != nullptr) return home + std::string(path->substr(1));
  const std::string& root = repository.is_bare() ? repository.git_dir() : repository.work_dir();
  return root + "/" + std::string(*path);
}

bool mentions_keyhound(const std::string& file) {
  const auto text = read_file(file, kLargestHook);
  return text && text->find("keyhound") != std::string::npos;
}

}  // namespace

HookStates read_hook_states(const Repository& repository) {
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
