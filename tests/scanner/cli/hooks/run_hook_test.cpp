// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/run_hook.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "scanner/cli/hooks/hook_run_options.h"
#include "scanner/cli/hooks/hook_scan.h"
#include "scanner/cli/hooks/pushed_refs.h"
#include "scanner/cli/hooks/run_pre_commit.h"
#include "scanner/cli/hooks/run_pre_push.h"
#include "scanner/git/repository.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

// A variable of the environment while the object lives.
struct Variable {
  Variable(const char* name_in, const std::string& value) : name(name_in) {
    ::setenv(name, value.c_str(), 1);
  }
  ~Variable() { ::unsetenv(name); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  const char* name;
};

// Standard input is a file with `text` while the object lives.
struct Input {
  explicit Input(const std::string& text) : before(::dup(STDIN_FILENO)) {
    dir.write_file("in", text);
    const int file = ::open((dir / "in").c_str(), O_RDONLY | O_CLOEXEC);
    ::dup2(file, STDIN_FILENO);
    ::close(file);
  }
  ~Input() {
    ::dup2(before, STDIN_FILENO);
    ::close(before);
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  testing::TempDir dir;
  int before;
};

std::string new_branch(const std::string& id) {
  return "refs/heads/main " + id + " refs/heads/main " + std::string(40, '0') + "\n";
}

TEST_CASE("pre-commit answers whether the index of the repository in GIT_DIR is clean") {
  testing::GitRepoBuilder recipe;
  const Variable git_dir("GIT_DIR", recipe.path() + "/.git");
  recipe.write("a", "one\n").stage();
  CHECK(run_pre_commit({}).value_or(-1) == 0);
  CHECK(recipe.dir().exists(".git/keyhound/passed-trees"));
  recipe.write("a", testing::github_pat(1) + "\n").stage();
  CHECK(run_pre_commit({}).value_or(-1) == 1);
}

TEST_CASE("pre-push answers whether what is pushed is clean") {
  testing::GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a", "one\n", "first");
  const std::string second = recipe.commit_file("a", testing::github_pat(1) + "\n", "second");
  const Variable git_dir("GIT_DIR", recipe.path() + "/.git");
  for (const auto& [lines, code] : std::vector<std::pair<std::string, int>>{
           {"", 0}, {new_branch(first), 0}, {new_branch(second), 1}}) {
    const Input input(lines);
    CHECK(run_pre_push({}).value_or(-1) == code);
  }
}

TEST_CASE("A failure is let through only where that is allowed") {
  const testing::TempDir none;
  const Variable git_dir("GIT_DIR", none.str());
  HookRunOptions options;
  CHECK(run_hook(HookKind::kPreCommit, options) == 2);
  options.allow_failure = true;
  CHECK(run_hook(HookKind::kPreCommit, options) == 0);
  CHECK(allows_failure(options));
  options.allow_failure = false;
  {
    const Variable allowed("KEYHOUND_ALLOW_FAILURE", "1");
    CHECK(allows_failure(options));
  }
  const Variable refused("KEYHOUND_ALLOW_FAILURE", "0");
  CHECK_FALSE(allows_failure(options));
}

TEST_CASE("The pre-commit framework tells what is pushed in variables") {
  testing::GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a", "one\n", "first");
  const std::string second = recipe.commit_file("a", "two\n", "second");
  const auto repository = Repository::open(recipe.path());
  REQUIRE(repository);
  const Variable framework("PRE_COMMIT", "1");
  const Variable remote("PRE_COMMIT_REMOTE_NAME", "origin");
  auto push = read_push({}, *repository);
  REQUIRE(push);
  CHECK(push->remote == "origin");
  REQUIRE(push->refs.size() == 1);
  CHECK(push->refs[0].local.hex() == second);
  CHECK(push->refs[0].remote.is_null());
  const Variable from("PRE_COMMIT_FROM_REF", first);
  const Variable to("PRE_COMMIT_TO_REF", "main");
  push = read_push({}, *repository);
  REQUIRE(push);
  CHECK(push->refs[0].local.hex() == second);
  CHECK(push->refs[0].remote.hex() == first);
}

TEST_CASE(
    "The ledger is that of the command line, else of the environment, else of git's settings") {
  testing::GitRepoBuilder recipe;
  const Variable none("GIT_CONFIG_GLOBAL", "/dev/null");
  const Variable no_system("GIT_CONFIG_NOSYSTEM", "1");
  HookRunOptions options;
  const auto ledger = [&] {
    const auto repository = Repository::open(recipe.path());
    REQUIRE(repository);
    return ledger_of(options, *repository).value_or("error");
  };
  CHECK(ledger().empty());
  recipe.config("keyhound.ledger", "/settings");
  CHECK(ledger() == "/settings");
  const Variable environment("KEYHOUND_LEDGER", "/environment");
  CHECK(ledger() == "/environment");
  options.ledger = "/option";
  CHECK(ledger() == "/option");
}

TEST_CASE("A hook's scan counts findings by the commit that brings them in") {
  testing::GitRepoBuilder recipe;
  const std::string first = recipe.commit_file("a", testing::github_pat(1) + "\n", "first");
  const std::string second = recipe.commit_file(
      "b", testing::github_pat(2) + "\n" + testing::github_pat(3) + "\n", "second");
  ScanOptions options = hook_scan_options({}, recipe.path());
  ScanRequest request;
  request.target = recipe.path();
  request.mode = ScanMode::kRange;
  request.tips = {second};
  request.checks_pipelines = false;
  const auto scan = scan_for_hook(HookKind::kPrePush, options, request, [] { return ""; });
  REQUIRE(scan);
  CHECK(scan->code == 1);
  CHECK(scan->findings_by_commit.at(first) == 1);
  CHECK(scan->findings_by_commit.at(second) == 2);
}

}  // namespace
}  // namespace keyhound
