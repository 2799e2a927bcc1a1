// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/effective_config.h"

#include <git2.h>
#include <pwd.h>

#include <algorithm>
#include <charconv>

#include "scanner/base/ascii.h"
#include "scanner/base/c_handle.h"
#include "scanner/git/git_handles.h"
#include "scanner/git/git_library.h"

namespace keyhound {
namespace {

using GitConfig = CHandle<git_config, git_config_free>;
using GitConfigEntry = CHandle<git_config_entry, git_config_entry_free>;
using GitRepository = CHandle<git_repository, git_repository_free>;

constexpr unsigned kMostCommandSettings = 10'000;

// libgit2 is kept from the user's settings (git_library.h). While one of these lives, "~/" in an
// include names the home directory.
class HomeForIncludes {
 public:
  explicit HomeForIncludes(const std::string& home) { set(home.c_str()); }
  ~HomeForIncludes() { set(""); }
  HomeForIncludes(const HomeForIncludes&) = delete;
  HomeForIncludes& operator=(const HomeForIncludes&) = delete;

 private:
  static void set(const char* path) {
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, path);
  }
};

// What includeIf asks about. Null where libgit2 cannot read the repository: conditions then fail.
GitRepository open_for_conditions(const Repository& repository) {
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  git_repository* opened = nullptr;
  const int code = git_repository_open_ext(&opened, repository.git_dir().c_str(),
                                           GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
  git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
  return GitRepository(code == 0 ? opened : nullptr);
}

bool is_true(std::optional<std::string_view> value) {
  if (!value) return false;
  const std::string word = to_lower_ascii(*value);
  return word.empty() || word == "true" || word == "yes" || word == "on" || word == "1";
}

struct Level {
  git_config_level_t level;
  std::string file;
};

std::vector<Level> levels_of(const Repository& repository, const GitEnvironment& environment) {
  std::vector<Level> levels;
  if (!environment.system_file.empty())
    levels.push_back({GIT_CONFIG_LEVEL_SYSTEM, environment.system_file});
  constexpr git_config_level_t kUserLevels[] = {GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL};
  for (std::size_t i = 0; i < environment.user_files.size() && i < std::size(kUserLevels); ++i)
    levels.push_back({kUserLevels[i], environment.user_files[i]});
  levels.push_back({GIT_CONFIG_LEVEL_LOCAL, repository.common_dir() + "/config"});
  if (is_true(repository.config().get("extensions", "worktreeconfig")))
    levels.push_back({GIT_CONFIG_LEVEL_APP, repository.git_dir() + "/config.worktree"});
  return levels;
}

ConfigScope scope_of(git_config_level_t level) {
  switch (level) {
    case GIT_CONFIG_LEVEL_XDG:
    case GIT_CONFIG_LEVEL_GLOBAL:
      return ConfigScope::kUser;
    case GIT_CONFIG_LEVEL_LOCAL:
      return ConfigScope::kRepository;
    case GIT_CONFIG_LEVEL_APP:
      return ConfigScope::kWorktree;
    default:
      return ConfigScope::kSystem;
  }
}

Error configuration_error(int code, const std::string& file) {
  Error error = libgit2_error(code, file);
  error.kind = ErrorKind::kConfiguration;
  return error;
}

std::vector<std::pair<std::string, std::string>> command_settings(const VariableLookup& variable) {
  std::vector<std::pair<std::string, std::string>> settings;
  const std::string count_text = variable("GIT_CONFIG_COUNT").value_or("");
  unsigned count = 0;
  std::from_chars(count_text.data(), count_text.data() + count_text.size(), count);
  for (unsigned i = 0; i < std::min(count, kMostCommandSettings); ++i) {
    auto key = variable("GIT_CONFIG_KEY_" + std::to_string(i));
    auto value = variable("GIT_CONFIG_VALUE_" + std::to_string(i));
    if (key && value) settings.emplace_back(std::move(*key), std::move(*value));
  }
  return settings;
}

}  // namespace

std::string_view to_string(ConfigScope scope) {
  switch (scope) {
    case ConfigScope::kSystem:
      return "system";
    case ConfigScope::kUser:
      return "user";
    case ConfigScope::kRepository:
      return "repository";
    case ConfigScope::kWorktree:
      return "worktree";
    case ConfigScope::kCommand:
      break;
  }
  return "command";
}

GitEnvironment git_environment(const VariableLookup& variable) {
  GitEnvironment environment;
  environment.home = variable("HOME").value_or("");
  if (!is_true(variable("GIT_CONFIG_NOSYSTEM")))
    environment.system_file = variable("GIT_CONFIG_SYSTEM").value_or("/etc/gitconfig");
  if (const auto global = variable("GIT_CONFIG_GLOBAL")) {
    environment.user_files = {*global};
  } else {
    const std::string xdg = variable("XDG_CONFIG_HOME").value_or("");
    if (!xdg.empty()) {
      environment.user_files.push_back(xdg + "/git/config");
    } else if (!environment.home.empty()) {
      environment.user_files.push_back(environment.home + "/.config/git/config");
    }
    if (!environment.home.empty())
      environment.user_files.push_back(environment.home + "/.gitconfig");
  }
  environment.command = command_settings(variable);
  return environment;
}

Result<std::optional<ConfigSetting>> effective_setting(const Repository& repository,
                                                       const GitEnvironment& environment,
                                                       const std::string& name) {
  const std::string wanted = to_lower_ascii(name);
  for (auto one = environment.command.rbegin(); one != environment.command.rend(); ++one) {
    if (to_lower_ascii(one->first) == wanted)
      return std::optional<ConfigSetting>({one->second, ConfigScope::kCommand});
  }
  KEYHOUND_TRY_STATUS(GitLibrary::start());
  const HomeForIncludes home(environment.home);
  const GitRepository opened = open_for_conditions(repository);
  git_config* raw = nullptr;
  if (const int code = git_config_new(&raw); code != 0)
    return fail(libgit2_error(code, "git's settings"));
  const GitConfig config(raw);
  for (const Level& level : levels_of(repository, environment)) {
    const int code =
        git_config_add_file_ondisk(config.get(), level.file.c_str(), level.level, opened.get(), 0);
    if (code != 0) return fail(configuration_error(code, level.file));
  }
  git_config_entry* found = nullptr;
  const int code = git_config_get_entry(&found, config.get(), name.c_str());
  if (code == GIT_ENOTFOUND) return std::optional<ConfigSetting>();
  if (code != 0) return fail(configuration_error(code, name));
  const GitConfigEntry entry(found);
  return std::optional<ConfigSetting>(
      {entry->value == nullptr ? "" : entry->value, scope_of(entry->level)});
}

std::string expand_home(std::string_view path, const std::string& home) {
  if (!path.starts_with('~')) return std::string(path);
  const std::size_t slash = std::min(path.find('/'), path.size());
  const std::string user(path.substr(1, slash - 1));
  std::string directory = home;
  if (!user.empty()) {
    const passwd* entry = ::getpwnam(user.c_str());
    if (entry == nullptr) return std::string(path);
    directory = entry->pw_dir;
  }
  return directory + std::string(path.substr(slash));
}

}  // namespace keyhound
