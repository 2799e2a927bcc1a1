// SPDX-License-Identifier: Apache-2.0
// This repository as a source of hooks for the pre-commit framework, and the recipes for others.
#include <cstdlib>

#include "tests/e2e/hooked_repository.h"
#include "tests/support/build_places.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

bool has_framework() {
  try {
    return run({"pre-commit", "--version"}).exit_code == 0;
  } catch (const std::runtime_error&) {
    return false;
  }
}

// A repository that uses the framework with the hooks of `source`.
struct FrameworkRepository {
  explicit FrameworkRepository(const std::string& source, const std::string& revision) {
    const char* other = std::getenv("KEYHOUND_PROGRAM");
    fs::create_directory(home.path() / "bin");
    fs::create_symlink(other != nullptr ? other : testing::kProgram, home.path() / "bin/keyhound");
    repository.recipe.write(
        ".pre-commit-config.yaml",
        "repos:\n  - repo: " + source + "\n    rev: " + revision +
            "\n    hooks:\n      - id: keyhound\n      - id: keyhound-pre-push\n");
    repository.recipe.stage().commit("begin");
    options = developer(repository.recipe.path());
    options.environment["PATH"] = (home / "bin") + ":" + std::getenv("PATH");
    options.environment["PRE_COMMIT_HOME"] = home / "cache";
    options.environment["HOME"] = home.str();
    const RunResult installed =
        run({"pre-commit", "install", "-t", "pre-commit", "-t", "pre-push"}, options);
    INFO(installed.describe());
    REQUIRE(installed.exit_code == 0);
  }

  RunResult commit(const std::string& path, const std::string& bytes,
                   const std::string& option = "--quiet") {
    repository.recipe.write(path, bytes).stage(path);
    return run_git(options, {"commit", option, "-m", "change " + path});
  }

  TempDir home;
  HookedRepository repository = HookedRepository({"without hooks"});
  RunOptions options;
};

// This repository where it is one, else (of a source archive) a repository of its hooks.
struct HookSource {
  HookSource() {
    copy.write(".pre-commit-hooks.yaml",
               read_whole_file(fs::path(testing::kSourceDir) / ".pre-commit-hooks.yaml"));
    copy.stage().commit("hooks");
    const RunOptions options = developer(testing::kSourceDir);
    const RunResult head = run_git(options, {"rev-parse", "HEAD"});
    const RunResult hooks = run_git(options, {"show", "HEAD:.pre-commit-hooks.yaml"});
    const bool is_committed =
        hooks.exit_code == 0 && hooks.out == copy.dir().read_file(".pre-commit-hooks.yaml");
    path = is_committed ? testing::kSourceDir : copy.path();
    revision = is_committed ? head.out.substr(0, head.out.find('\n')) : copy.head();
  }

  GitRepoBuilder copy;
  std::string path;
  std::string revision;
};

}  // namespace

TEST_CASE("The pre-commit framework stops commits and pushes with this repository's hooks") {
  if (!has_framework()) {
    MESSAGE("skipped: the pre-commit framework is not installed (Debian's package pre-commit)");
    return;
  }
  const HookSource source;
  FrameworkRepository used(source.path, source.revision);
  used.repository.add_remote();
  RunResult result = used.commit("a.txt", github_pat(1) + "\n");
  check_code(result, 1);
  CHECK(has(result.err + result.out, "a.txt:1:1"));
  check_code(used.commit("a.txt", "one\n"), 0);
  result = run_git(used.options, {"push", "-q", "origin", "main"});
  check_code(result, 0);
  check_code(used.commit("b.txt", github_pat(2) + "\n", "--no-verify"), 0);
  result = run_git(used.options, {"push", "-q", "origin", "main"});
  check_code(result, 1);
  CHECK(has(result.err + result.out, "b.txt:1:1"));
  CHECK(has(result.err + result.out, "was not checked before the commit"));
  result = run_git(used.options, {"push", "-q", "origin", "main:refs/heads/new"});
  check_code(result, 1);
}

TEST_CASE("keyhound's own hooks and those of the framework live beside each other") {
  if (!has_framework()) {
    MESSAGE("skipped: the pre-commit framework is not installed (Debian's package pre-commit)");
    return;
  }
  const HookSource source;
  FrameworkRepository used(source.path, source.revision);
  used.repository.install();
  check_code(used.commit("a.txt", github_pat(1) + "\n"), 1);
  check_code(used.commit("a.txt", "one\n"), 0);
  check_code(run({"pre-commit", "install"}, used.options), 0);
  check_code(used.commit("b.txt", github_pat(1) + "\n"), 1);
  check_code(used.commit("b.txt", "two\n"), 0);
}

TEST_CASE("The recipes for other managers call the hooks as the program knows them") {
  const fs::path recipes = fs::path(testing::kSourceDir) / "ci-templates/pre-commit";
  const std::string lefthook = read_whole_file(recipes / "lefthook.yml");
  CHECK(has(lefthook, "run: keyhound hook run pre-commit"));
  CHECK(has(lefthook, "use_stdin: true"));
  CHECK(has(read_whole_file(recipes / "pre-commit-config.yaml"), "id: keyhound-pre-push"));
  // Husky runs its files with sh, and what git passes.
  HookedRepository repository({"without hooks"});
  repository.recipe.write("a.txt", github_pat(1) + "\n").stage("a.txt");
  const TempDir bin;
  const char* other = std::getenv("KEYHOUND_PROGRAM");
  fs::create_symlink(other != nullptr ? other : testing::kProgram, bin.path() / "keyhound");
  RunOptions options = developer(repository.recipe.path());
  options.environment["PATH"] = bin.str() + ":" + std::getenv("PATH");
  check_code(run({"sh", "-e", (recipes / "husky/pre-commit").string()}, options), 1);
  check_code(repository.git({"commit", "-q", "-m", "a"}), 0);
  options.stdin_bytes = "refs/heads/main " + repository.recipe.head() + " refs/heads/main " +
                        std::string(40, '0') + "\n";
  check_code(run({"sh", "-e", (recipes / "husky/pre-push").string(), "origin", "url"}, options), 1);
}

}  // namespace keyhound::testing
