// SPDX-License-Identifier: Apache-2.0
// `keyhound hook install|uninstall|status`, with git running what was installed.
#include <sys/stat.h>

#include "tests/e2e/hooked_repository.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

void write_executable(const std::string& path, const std::string& text) {
  fs::create_directories(fs::path(path).parent_path());
  write_whole_file(path, text);
  fs::permissions(path, fs::perms(0755));
}

}  // namespace

TEST_CASE("Hooks are installed, shown and taken away") {
  const HookedRepository repository({"without hooks"});
  RunResult result = keyhound({"hook", "status", repository.recipe.path()});
  check_code(result, 1);
  CHECK(has(result.out, "pre-commit: not installed"));
  result = keyhound({"hook", "install", repository.recipe.path()});
  check_code(result, 0);
  CHECK(has(result.out, "pre-push: installed ("));
  result = keyhound({"hook", "status", repository.recipe.path() + "/.git"});
  check_code(result, 0);
  CHECK(has(result.out, "pre-commit: installed ("));
  result = keyhound({"hook", "uninstall", repository.recipe.path()});
  check_code(result, 0);
  CHECK(has(result.out, "pre-commit: removed"));
  CHECK_FALSE(fs::exists(repository.hooks_dir() + "/pre-commit"));
  CHECK_FALSE(fs::exists(repository.recipe.path() + "/.git/keyhound"));
  result = keyhound({"hook", "uninstall", repository.recipe.path()});
  check_code(result, 0);
  CHECK(has(result.out, "pre-commit: there is none"));
}

TEST_CASE("A hook that was there runs first, may stop the commit, and comes back as it was") {
  HookedRepository repository({"without hooks"});
  const std::string hook = repository.hooks_dir() + "/pre-commit";
  const std::string text = "#!/bin/sh\necho \"earlier hook in $GIT_INDEX_FILE\"\n[ ! -e stop ]\n";
  write_executable(hook, text);
  fs::permissions(hook, fs::perms(0750));
  repository.install();
  RunResult result = repository.commit("a.txt", "one\n");
  check_code(result, 0);
  CHECK(has(result.err, "earlier hook in "));
  repository.recipe.write("stop", "");
  check_code(repository.commit("b.txt", "two\n"), 1);
  CHECK(repository.count() == "1\n");
  check_code(repository.hook({"uninstall"}), 0);
  CHECK(read_whole_file(hook) == text);
  CHECK((fs::status(hook).permissions() & fs::perms::mask) == fs::perms(0750));
}

TEST_CASE("A pre-push hook that was there gets the same lines as keyhound") {
  HookedRepository repository({"without hooks"});
  repository.add_remote();
  write_executable(repository.hooks_dir() + "/pre-push",
                   "#!/bin/sh\necho \"$1\" >remote\ncat >lines\n");
  repository.install();
  check_code(repository.commit("a.txt", github_pat(1) + "\n", {"--no-verify"}), 0);
  const RunResult result = repository.push();
  check_code(result, 1);
  CHECK(has(result.err, kGithubRule.data()));
  CHECK(repository.recipe.dir().read_file("remote") == "origin\n");
  CHECK(has(
      repository.recipe.dir().read_file("lines"),
      "refs/heads/main " + repository.recipe.head() + " refs/heads/main " + std::string(40, '0')));
}

TEST_CASE("Installing again keeps the hook from before, and takes over new options") {
  HookedRepository repository({"without hooks"});
  const std::string hook = repository.hooks_dir() + "/pre-commit";
  write_executable(hook, "#!/bin/sh\nexit 0\n");
  repository.install();
  const std::string plain = read_whole_file(hook);
  repository.install({"--allow-failure"});
  CHECK(read_whole_file(hook) != plain);
  CHECK(read_whole_file(hook + ".before-keyhound") == "#!/bin/sh\nexit 0\n");
  repository.install();
  CHECK(read_whole_file(hook) == plain);
}

TEST_CASE("One of the hooks can be installed alone") {
  const HookedRepository repository({"--hook", "pre-push"});
  CHECK(fs::exists(repository.hooks_dir() + "/pre-push"));
  CHECK_FALSE(fs::exists(repository.hooks_dir() + "/pre-commit"));
  const RunResult wrong = repository.hook({"install", "--hook", "post-merge"});
  check_code(wrong, 2);
  CHECK(has(wrong.err, "none of pre-commit, pre-push"));
}

TEST_CASE("core.hooksPath is respected, and a hook it takes out of use is told") {
  HookedRepository repository;
  repository.recipe.config("core.hooksPath", ".githooks");
  RunResult result = repository.hook({"status"});
  check_code(result, 1);
  CHECK(has(result.out, "is not run, since core.hooksPath names another directory"));
  result = repository.hook({"install"});
  check_code(result, 0);
  CHECK(has(result.out, "do not commit the hook"));
  check_code(repository.commit("a.txt", github_pat(1) + "\n"), 1);
}

TEST_CASE("Husky, Lefthook and the pre-commit framework are told apart, each with its recipe") {
  HookedRepository husky({"without hooks"});
  husky.recipe.config("core.hooksPath", ".husky/_");
  RunResult result = husky.hook({"install"});
  check_code(result, 2);
  CHECK(has(result.err, "belongs to Husky"));
  CHECK(has(result.err, "keyhound hook run pre-push -- \"$@\""));
  CHECK_FALSE(fs::exists(husky.recipe.path() + "/.husky"));
  CHECK(has(husky.hook({"status"}).out, "belongs to Husky"));

  HookedRepository lefthook({"without hooks"});
  write_executable(lefthook.hooks_dir() + "/pre-commit",
                   "#!/bin/sh\ncall_lefthook()\n{\n  lefthook \"$@\"\n}\n"
                   "call_lefthook run \"pre-commit\" \"$@\"\n");
  result = lefthook.hook({"install"});
  check_code(result, 2);
  CHECK(has(result.err, "use_stdin: true"));
  CHECK(has(lefthook.hook({"status"}).out, "that of Lefthook"));

  HookedRepository framework({"without hooks"});
  write_executable(framework.hooks_dir() + "/pre-commit",
                   "#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n");
  result = framework.hook({"install"});
  check_code(result, 0);
  CHECK(has(result.out, "keyhound-pre-push"));
  check_code(framework.commit("a.txt", github_pat(1) + "\n"), 1);
}

TEST_CASE("A worktree has the hooks of its repository, a submodule its own") {
  HookedRepository repository;
  check_code(repository.commit("a.txt", "one\n"), 0);
  repository.recipe.git({"worktree", "add", "-q", "tree"});
  RunOptions in_tree = developer(repository.recipe.path() + "/tree");
  repository.recipe.write("tree/b.txt", github_pat(1) + "\n");
  check_code(run_git(in_tree, {"add", "b.txt"}), 0);
  RunResult result = run_git(in_tree, {"commit", "-q", "-m", "b"});
  check_code(result, 1);
  CHECK(has(result.err, "b.txt:1:1"));
  check_code(keyhound({"hook", "status", repository.recipe.path() + "/tree"}), 0);

  HookedRepository outer;
  check_code(outer.git({"submodule", "--quiet", "add", repository.recipe.path(), "sub"}), 0);
  check_code(outer.git({"commit", "-q", "-m", "add sub"}), 0);
  const std::string sub = outer.recipe.path() + "/sub";
  result = outer.hook({"install"});
  CHECK(has(result.out, "git submodule foreach"));
  check_code(keyhound({"hook", "status", sub}), 1);
  check_code(keyhound({"hook", "install", sub}), 0);
  CHECK(fs::exists(outer.recipe.path() + "/.git/modules/sub/hooks/pre-commit"));
  outer.recipe.write("sub/c.txt", github_pat(2) + "\n");
  check_code(run_git(developer(sub), {"add", "c.txt"}), 0);
  check_code(run_git(developer(sub), {"commit", "-q", "-m", "c"}), 1);
}

TEST_CASE("A bare repository gets the hooks of its worktrees") {
  GitRepoBuilder source;
  source.commit_file("a.txt", "one\n", "first");
  const TempDir place;
  const std::string bare = place / "bare.git";
  RunOptions options = developer(place.str());
  check_code(run_git(options, {"clone", "-q", "--bare", source.path(), bare}), 0);
  const RunResult result = keyhound({"hook", "install", bare});
  check_code(result, 0);
  CHECK(has(result.out, "this is a bare repository"));
  options.cwd = bare;
  check_code(run_git(options, {"worktree", "add", "-q", place / "tree"}), 0);
  options.cwd = place / "tree";
  place.write_file("tree/b.txt", github_pat(1) + "\n");
  check_code(run_git(options, {"add", "b.txt"}), 0);
  check_code(run_git(options, {"commit", "-q", "-m", "b"}), 1);
}

TEST_CASE("A git directory apart from the work tree is found through GIT_DIR") {
  HookedRepository repository;
  const TempDir work;
  work.write_file("dot.env", github_pat(1) + "\n");
  RunOptions options = developer(work.str());
  const std::vector<std::string> where = {"--git-dir=" + repository.recipe.path() + "/.git",
                                          "--work-tree=" + work.str()};
  check_code(run_git(options, {where[0], where[1], "add", "dot.env"}), 0);
  const RunResult result = run_git(options, {where[0], where[1], "commit", "-q", "-m", "x"});
  check_code(result, 1);
  CHECK(has(result.err, "dot.env:1:1"));
}

}  // namespace keyhound::testing
