// SPDX-License-Identifier: Apache-2.0
// A repository with keyhound's hooks, as a developer has it: git itself runs them.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/git_repo_builder.h"
#include "tests/support/program.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The environment of a developer: settings of nobody, a name, and files as remotes.
inline RunOptions developer(const std::string& directory) {
  RunOptions options;
  options.cwd = directory;
  options.unset = {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "KEYHOUND_LEDGER",
                   "KEYHOUND_ALLOW_FAILURE"};
  options.environment = {{"GIT_CONFIG_NOSYSTEM", "1"},
                         {"GIT_CONFIG_GLOBAL", "/dev/null"},
                         {"GIT_AUTHOR_NAME", "Ana Author"},
                         {"GIT_AUTHOR_EMAIL", "ana@acme.example"},
                         {"GIT_COMMITTER_NAME", "Carl Committer"},
                         {"GIT_COMMITTER_EMAIL", "carl@acme.example"},
                         {"GIT_CONFIG_COUNT", "3"},
                         {"GIT_CONFIG_KEY_0", "protocol.file.allow"},
                         {"GIT_CONFIG_VALUE_0", "always"},
                         {"GIT_CONFIG_KEY_1", "advice.detachedHead"},
                         {"GIT_CONFIG_VALUE_1", "false"},
                         {"GIT_CONFIG_KEY_2", "gc.auto"},
                         {"GIT_CONFIG_VALUE_2", "0"},
                         {"GIT_EDITOR", "true"},
                         {"HOME", directory},
                         {"LC_ALL", "C.UTF-8"}};
  return options;
}

inline RunResult run_git(const RunOptions& options, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "git");
  return run(arguments, options);
}

struct HookedRepository {
  explicit HookedRepository(const std::vector<std::string>& options = {}) {
    if (options.size() == 1 && options[0] == "without hooks") return;
    install(options);
  }

  RunResult hook(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "hook");
    RunOptions options;
    options.cwd = recipe.path();
    options.environment = {{"GIT_CONFIG_NOSYSTEM", "1"}};
    return keyhound(arguments, options);
  }
  void install(std::vector<std::string> options = {}) const {
    options.insert(options.begin(), "install");
    const RunResult result = hook(options);
    INFO(result.describe());
    REQUIRE(result.exit_code == 0);
  }

  RunResult git(const std::vector<std::string>& arguments) const {
    return run_git(developer(recipe.path()), arguments);
  }
  RunResult git(const std::vector<std::string>& arguments,
                const std::map<std::string, std::string>& environment) const {
    RunOptions options = developer(recipe.path());
    for (const auto& [name, value] : environment) options.environment[name] = value;
    return run_git(options, arguments);
  }
  // Writes, stages and commits with the hooks.
  RunResult commit(const std::string& path, const std::string& bytes,
                   std::vector<std::string> options = {}) {
    recipe.write(path, bytes).stage(path);
    options.insert(options.begin(), {"commit", "-q", "-m", "change " + path});
    return git(options);
  }
  // A bare repository to push to, as the remote "origin".
  void add_remote() const { recipe.git({"remote", "add", "origin", remote.path()}); }
  RunResult push(std::vector<std::string> arguments = {"main"}) const {
    arguments.insert(arguments.begin(), {"push", "-q", "origin"});
    return git(arguments);
  }
  std::string count() const { return git({"rev-list", "--count", "--all"}).out; }
  std::string hooks_dir() const { return recipe.path() + "/.git/hooks"; }

  GitRepoBuilder recipe;
  GitRepoBuilder remote = GitRepoBuilder(GitRepoBuilder::Kind::kBare);
};

inline void check_code(const RunResult& result, int code) {
  INFO(result.describe());
  CHECK(result.exit_code == code);
}

}  // namespace keyhound::testing
