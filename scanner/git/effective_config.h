// SPDX-License-Identifier: Apache-2.0
// The value of a setting as git would use it here: from the files of the system, the user, the
// repository and its worktree, with what they include, and from the environment. Only for what
// installs into git and for places that the user names there; what is scanned, and how, never
// depends on it (RepositoryConfig is the repository's own file alone).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/git/repository.h"

namespace keyhound {

// Later ones win.
enum class ConfigScope { kSystem, kUser, kRepository, kWorktree, kCommand };

std::string_view to_string(ConfigScope scope);  // "system", "user", "repository", ...

// Where git's settings outside of a repository are (https://git-scm.com/docs/git-config#FILES).
struct GitEnvironment {
  std::string system_file;              // empty: none is read
  std::vector<std::string> user_files;  // one or two; later ones win
  std::string home;                     // what "~/" stands for; empty: not known
  std::vector<std::pair<std::string, std::string>> command;  // GIT_CONFIG_KEY_<n> and _VALUE_<n>
};

// The value of an environment variable; none: it is not set.
using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;
GitEnvironment git_environment(const VariableLookup& variable);

struct ConfigSetting {
  std::string value;
  ConfigScope scope = ConfigScope::kRepository;
};

// `name` is "core.hooksPath". None: it is set nowhere. kConfiguration for a file that git would
// refuse. REQUIRES: a living GitLibrary; no other thread uses libgit2.
Result<std::optional<ConfigSetting>> effective_setting(const Repository& repository,
                                                       const GitEnvironment& environment,
                                                       const std::string& name);

// A path as settings write it: "~/" and "~user/" stand for the home directory.
std::string expand_home(std::string_view path, const std::string& home);

}  // namespace keyhound
