// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/effective_config.h"

#include <doctest/doctest.h>

#include <map>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {
namespace {

using Variables = std::map<std::string, std::string>;

GitEnvironment environment_of(const Variables& variables) {
  return git_environment([&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  });
}

// "<value> <scope>", "none", or the error.
std::string setting(const std::string& path, const Variables& variables,
                    const std::string& name = "core.hooksPath") {
  const Repository repository = open_or_throw(path);
  const auto found = effective_setting(repository, environment_of(variables), name);
  if (!found) return "error: " + found.error().message;
  if (!*found) return "none";
  return (*found)->value + " " + std::string(to_string((*found)->scope));
}

}  // namespace

TEST_CASE("The nearest file says what a setting is: command, worktree, repository, user, system") {
  GitRepoBuilder recipe;
  const TempDir home;
  home.write_file("system", "[core]\n\thooksPath = /system\n");
  home.write_file(".config/git/config", "[core]\n\thookspath = /xdg\n");
  Variables variables = {{"HOME", home.str()}, {"GIT_CONFIG_SYSTEM", home / "system"}};
  CHECK(setting(recipe.path(), {{"GIT_CONFIG_NOSYSTEM", "1"}}) == "none");
  CHECK(setting(recipe.path(), {{"GIT_CONFIG_SYSTEM", home / "system"}}) == "/system system");
  CHECK(setting(recipe.path(), variables) == "/xdg user");
  home.write_file(".gitconfig", "[core]\n\thooksPath = /home\n");
  CHECK(setting(recipe.path(), variables) == "/home user");
  recipe.config("core.hooksPath", "/own");
  CHECK(setting(recipe.path(), variables) == "/own repository");
  recipe.config("extensions.worktreeConfig", "true");
  recipe.git({"config", "--worktree", "core.hooksPath", "/tree"});
  CHECK(setting(recipe.path(), variables) == "/tree worktree");
  variables["GIT_CONFIG_COUNT"] = "1";
  variables["GIT_CONFIG_KEY_0"] = "core.hookspath";
  variables["GIT_CONFIG_VALUE_0"] = "/command";
  CHECK(setting(recipe.path(), variables) == "/command command");
}

TEST_CASE("GIT_CONFIG_GLOBAL takes the place of the user's files") {
  GitRepoBuilder recipe;
  const TempDir home;
  home.write_file(".gitconfig", "[core]\n\thooksPath = /home\n");
  home.write_file("other", "[keyhound]\n\tledger = ~/ledger.jsonl\n");
  const Variables variables = {
      {"HOME", home.str()}, {"GIT_CONFIG_NOSYSTEM", "true"}, {"GIT_CONFIG_GLOBAL", home / "other"}};
  CHECK(setting(recipe.path(), variables) == "none");
  CHECK(setting(recipe.path(), variables, "keyhound.ledger") == "~/ledger.jsonl user");
}

TEST_CASE("Includes are followed, also from the home directory and under conditions") {
  GitRepoBuilder recipe;
  const TempDir home;
  home.write_file("hooks.inc", "[core]\n\thooksPath = /included\n");
  const Variables variables = {{"HOME", home.str()}, {"GIT_CONFIG_NOSYSTEM", "1"}};
  home.write_file(".gitconfig", "[include]\n\tpath = ~/hooks.inc\n");
  CHECK(setting(recipe.path(), variables) == "/included user");
  home.write_file(".gitconfig",
                  "[includeIf \"gitdir:" + recipe.path() + "/\"]\n\tpath = hooks.inc\n");
  CHECK(setting(recipe.path(), variables) == "/included user");
  home.write_file(".gitconfig", "[includeIf \"gitdir:/elsewhere/\"]\n\tpath = hooks.inc\n");
  CHECK(setting(recipe.path(), variables) == "none");
}

TEST_CASE("Settings that git would refuse are an error that names the file") {
  GitRepoBuilder recipe;
  const TempDir home;
  home.write_file(".gitconfig", "[core\n");
  const std::string answer =
      setting(recipe.path(), {{"HOME", home.str()}, {"GIT_CONFIG_NOSYSTEM", "1"}});
  CHECK(answer.find("error: ") == 0);
  CHECK(answer.find(".gitconfig") != std::string::npos);
}

TEST_CASE("A path of a setting may begin at a home directory") {
  CHECK(expand_home("~/x", "/home/ana") == "/home/ana/x");
  CHECK(expand_home("~", "/home/ana") == "/home/ana");
  CHECK(expand_home("hooks/~x", "/home/ana") == "hooks/~x");
  CHECK(expand_home("~root/x", "").find("/x") != std::string::npos);
  CHECK(expand_home("~no-such-user-here/x", "/h") == "~no-such-user-here/x");
}

}  // namespace keyhound::testing
