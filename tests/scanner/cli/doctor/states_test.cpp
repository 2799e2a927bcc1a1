// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/stat.h>

#include "scanner/cli/doctor/baseline_file_state.h"
#include "scanner/cli/doctor/configuration_state.h"
#include "scanner/cli/doctor/hook_state.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

HookState pre_commit_of(const GitRepoBuilder& repo) {
  const auto repository = Repository::open(repo.path());
  REQUIRE(repository);
  const HookStates states = read_hook_states(*repository);
  REQUIRE(states.hooks.size() == 2);
  CHECK(states.hooks[0].name == "pre-commit");
  return states.hooks[0];
}

}  // namespace

TEST_CASE("A hook is found where core.hooksPath names it, or in .git/hooks") {
  GitRepoBuilder repo;
  CHECK_FALSE(pre_commit_of(repo).calls_keyhound);
  repo.dir().write_file(".git/hooks/pre-commit", "#!/bin/sh\nexec keyhound scan --staged\n");
  CHECK(pre_commit_of(repo).calls_keyhound);
  CHECK_FALSE(pre_commit_of(repo).is_executable);
  ::chmod((repo.dir() / ".git/hooks/pre-commit").c_str(), 0755);
  CHECK(pre_commit_of(repo).is_executable);

  repo.config("core.hooksPath", ".husky");
  CHECK_FALSE(pre_commit_of(repo).calls_keyhound);
  CHECK(pre_commit_of(repo).is_shadowed);
  repo.write(".husky/pre-commit", "keyhound scan --staged\n");
  CHECK(pre_commit_of(repo).calls_keyhound);
  CHECK_FALSE(pre_commit_of(repo).is_shadowed);
}

TEST_CASE("A configuration is none, a file, or an error") {
  const TempDir dir;
  auto state = read_configuration_state(dir.str());
  REQUIRE(state);
  CHECK(state->path.empty());
  dir.write_file(".keyhound.toml", "");
  state = read_configuration_state(dir.str());
  REQUIRE(state);
  CHECK(state->path == dir / ".keyhound.toml");
  const TempDir other;
  other.make_directory(".keyhound.toml");
  CHECK_FALSE(read_configuration_state(other.str()));
}

TEST_CASE("The entries of a baseline are counted, and a line that is none is named") {
  const std::string fingerprint = "kh1:" + std::string(26, 'a');
  const TempDir dir;
  auto state = read_baseline_file_state(dir.str());
  REQUIRE(state);
  CHECK(state->path.empty());
  dir.write_file(".keyhound-baseline", "# accepted\n" + fingerprint + " github-classic-pat\n\n" +
                                           fingerprint + " x verdict=accepted \"a note\"\n");
  state = read_baseline_file_state(dir.str());
  REQUIRE(state);
  CHECK(state->entries == 2);
  dir.append_file(".keyhound-baseline", "what is this\n");
  state = read_baseline_file_state(dir.str());
  REQUIRE_FALSE(state);
  CHECK(state.error().message.find(".keyhound-baseline:5: 'what' is no fingerprint") !=
        std::string::npos);
}

}  // namespace keyhound::testing
