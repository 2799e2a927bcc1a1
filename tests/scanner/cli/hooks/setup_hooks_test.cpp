// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/setup_hooks.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "scanner/cli/hooks/setup_text.h"
#include "scanner/git/git_library.h"
#include "tests/scanner/cli/captured_output.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Settings of whoever runs the tests must not count.
struct NoUserSettings {
  NoUserSettings() {
    ::setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    ::setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
  }
  ~NoUserSettings() {
    ::unsetenv("GIT_CONFIG_GLOBAL");
    ::unsetenv("GIT_CONFIG_NOSYSTEM");
  }
};

// "<exit code> <output>", or the error.
std::string said(Result<int> (*run)(const SetupOptions&), const SetupOptions& options) {
  const NoUserSettings settings;
  testing::CapturedOutput output;
  const auto code = run(options);
  if (!code) return "error: " + code.error().message;
  return std::to_string(*code) + " " + output.take();
}

TEST_CASE("Installing, looking and uninstalling say what they did, with exit codes") {
  const testing::GitRepoBuilder recipe;
  SetupOptions options;
  options.path = recipe.path();
  CHECK(has(said(show_hooks_of, options), "1 pre-commit: not installed ("));
  CHECK(has(said(install_hooks_of, options), "0 pre-commit: installed ("));
  CHECK(recipe.dir().exists(".git/keyhound/passed-trees"));
  CHECK(has(said(show_hooks_of, options), "0 pre-commit: installed ("));
  CHECK(has(said(install_hooks_of, options), "pre-push: written again ("));
  CHECK(has(said(uninstall_hooks_of, options), "0 pre-commit: removed ("));
  CHECK_FALSE(recipe.dir().exists(".git/keyhound"));
}

TEST_CASE("Wrong options are told before anything is changed") {
  const testing::GitRepoBuilder recipe;
  SetupOptions options;
  options.path = recipe.path();
  options.kinds = {"pre-receive"};
  CHECK(has(said(install_hooks_of, options), "none of pre-commit, pre-push"));
  options.kinds = {};
  options.ledger = recipe.path() + "/no-ledger";
  CHECK(has(said(install_hooks_of, options), "keyhound evidence create"));
  CHECK_FALSE(recipe.dir().exists(".git/hooks/pre-commit"));
  options.path = "/dev";
  CHECK(has(said(show_hooks_of, options), "error: "));
}

TEST_CASE("A hook that was installed alone begins a record only if it is pre-commit") {
  const testing::GitRepoBuilder recipe;
  SetupOptions options;
  options.path = recipe.path();
  options.kinds = {"pre-push"};
  CHECK(has(said(install_hooks_of, options), "0 pre-push: installed ("));
  CHECK_FALSE(recipe.dir().exists(".git/keyhound"));
  CHECK(has(said(show_hooks_of, options), "1 pre-commit: not installed"));
}

TEST_CASE("A survey in words names what is in the way") {
  HookSurvey survey;
  survey.directory.path = "/r/.husky/_";
  survey.directory.named = ConfigSetting{".husky/_", ConfigScope::kRepository};
  survey.manager = manager_of_directory("/r/.husky/_");
  HookFile file;
  file.path = "/r/.husky/_/pre-commit";
  file.owner = HookOwner::kKeyhound;
  file.program = "/gone/keyhound";
  survey.files = {file};
  survey.unused = {file};
  const std::string text = survey_text(survey);
  CHECK(has(text, "core.hooksPath (repository): /r/.husky/_"));
  CHECK(has(text, "belongs to Husky"));
  CHECK(has(text, "it is not executable"));
  CHECK(has(text, "/gone/keyhound is gone"));
  CHECK(has(text, "is not run, since core.hooksPath"));
  CHECK_FALSE(is_in_force(survey));
}

}  // namespace
}  // namespace keyhound
