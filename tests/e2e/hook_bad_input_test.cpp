// SPDX-License-Identifier: Apache-2.0
// The hooks where something is unusual or wrong: each does the right thing, or says what is wrong.
#include <unistd.h>

#include <sstream>

#include "tests/e2e/hooked_repository.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

constexpr uid_t kNobody = 65534;

// A branch "side" and main that both change f.txt; "side" brings in a credential of others.
void diverge(HookedRepository& repository) {
  check_code(repository.commit("f.txt", "base\n"), 0);
  check_code(repository.git({"checkout", "-q", "-b", "side"}), 0);
  check_code(repository.commit("f.txt", "side\n"), 0);
  check_code(repository.commit("theirs.env", github_pat(5) + "\n", {"--no-verify"}), 0);
  check_code(repository.git({"checkout", "-q", "main"}), 0);
  check_code(repository.commit("f.txt", "main\n"), 0);
}

}  // namespace

TEST_CASE("A directory without a repository, and one that is not there, are told") {
  const TempDir dir;
  for (const char* command : {"install", "uninstall", "status"}) {
    RunResult result = keyhound({"hook", command, dir.str()});
    check_code(result, 2);
    CHECK(has(result.err, "git repository"));
    result = keyhound({"hook", command, dir / "none"});
    check_code(result, 2);
    CHECK(has(result.err, "none"));
  }
  check_code(keyhound({"hook", "run", "commit-msg"}), 2);
  check_code(keyhound({"hook"}), 2);
}

TEST_CASE("A repository that may not be written to is named, and nothing is half done") {
  if (::geteuid() != 0) return;  // becomes another user
  HookedRepository repository({"without hooks"});
  RunOptions options;
  options.uid = kNobody;
  const RunResult result = keyhound({"hook", "install", repository.recipe.path()}, options);
  check_code(result, 2);
  CHECK(has(result.err, "may write to"));
  CHECK_FALSE(fs::exists(repository.hooks_dir() + "/pre-commit"));
  repository.install();
  check_code(keyhound({"hook", "uninstall", repository.recipe.path()}, options), 2);
  CHECK(fs::exists(repository.hooks_dir() + "/pre-commit"));
  // The hook itself writes nothing that it needs: it scans, and says what it could not note.
  repository.recipe.write("a.txt", "one\n").stage("a.txt");
  options.cwd = repository.recipe.path();
  RunResult run = keyhound({"hook", "run", "pre-commit"}, options);
  check_code(run, 0);
  CHECK(has(run.err, "the next push will say"));
  repository.recipe.write("b.txt", github_pat(1) + "\n").stage("b.txt");
  check_code(keyhound({"hook", "run", "pre-commit"}, options), 1);
}

TEST_CASE("A hooks directory that is missing is made, one that is a file is told") {
  HookedRepository repository({"without hooks"});
  fs::remove_all(repository.hooks_dir());
  repository.install();
  check_code(repository.commit("a.txt", github_pat(1) + "\n"), 1);
  fs::remove_all(repository.hooks_dir());
  write_whole_file(repository.hooks_dir(), "");
  const RunResult result = repository.hook({"install"});
  check_code(result, 2);
  CHECK(has(result.err, "it is no directory; move it away"));
  CHECK(has(repository.hook({"status"}).out, "git runs no hooks"));
}

TEST_CASE("A detached HEAD is committed to and pushed as any other") {
  HookedRepository repository;
  repository.add_remote();
  check_code(repository.commit("a.txt", "one\n"), 0);
  check_code(repository.git({"checkout", "-q", "--detach"}), 0);
  check_code(repository.commit("b.txt", github_pat(1) + "\n"), 1);
  check_code(repository.commit("b.txt", "two\n"), 0);
  check_code(repository.push({"HEAD:refs/heads/topic"}), 0);
}

TEST_CASE("The first commit is scanned as a whole") {
  HookedRepository repository;
  const RunResult result = repository.commit("a.txt", github_pat(1) + "\n");
  check_code(result, 1);
  CHECK(has(result.err, "git rm --cached a.txt"));
  check_code(repository.commit("a.txt", "one\n"), 0);
}

TEST_CASE("While a merge is in progress, what the other side holds is not the commit's") {
  HookedRepository repository;
  diverge(repository);
  CHECK(repository.git({"merge", "-q", "side"}).exit_code != 0);
  repository.recipe.write("f.txt", "both\n").stage("f.txt");
  repository.recipe.write("mine.env", github_pat(6) + "\n").stage("mine.env");
  const RunResult result = repository.git({"commit", "-q", "--no-edit"});
  check_code(result, 1);
  CHECK(has(result.err, "mine.env:1:1"));
  CHECK_FALSE(has(result.err, "theirs.env"));
  check_code(repository.git({"rm", "-q", "--cached", "mine.env"}), 0);
  check_code(repository.git({"commit", "-q", "--no-edit"}), 0);
}

TEST_CASE("While a rebase is in progress, commits are scanned as always") {
  HookedRepository repository;
  diverge(repository);
  CHECK(repository.git({"rebase", "-q", "main", "side"}).exit_code != 0);
  repository.recipe.write("f.txt", github_pat(7) + "\n").stage("f.txt");
  check_code(repository.git({"commit", "-q", "-m", "rebased"}), 1);
  repository.recipe.write("f.txt", "both\n").stage("f.txt");
  check_code(repository.git({"commit", "-q", "-m", "rebased"}), 0);
  check_code(repository.git({"rebase", "--continue"}), 0);
}

TEST_CASE("An index in conflict is told by git, and does not pass the hook") {
  HookedRepository repository;
  diverge(repository);
  CHECK(repository.git({"merge", "-q", "side"}).exit_code != 0);
  CHECK(repository.hook({"run", "pre-commit"}).exit_code == 0);
  CHECK(repository.git({"commit", "-q", "--no-edit"}).exit_code != 0);
}

TEST_CASE("The hook needs neither PATH nor HOME") {
  HookedRepository repository;
  repository.recipe.write("a.txt", github_pat(1) + "\n").stage("a.txt");
  RunOptions options;
  options.cwd = repository.recipe.path();
  options.empty_environment = true;
  RunResult result = run({repository.hooks_dir() + "/pre-commit"}, options);
  check_code(result, 1);
  CHECK(has(result.err, "a.txt:1:1"));
  options.environment = {{"PATH", "/nonexistent"}};
  check_code(run({repository.hooks_dir() + "/pre-commit"}, options), 1);
  check_code(run({"/bin/sh", ".git/hooks/pre-commit"}, options), 1);
  options.stdin_bytes = "refs/heads/main " + repository.recipe.blob(github_pat(2)) +
                        " refs/heads/main " + std::string(40, '0') + "\n";
  check_code(run({repository.hooks_dir() + "/pre-push", "origin", "url"}, options), 1);
}

TEST_CASE("A hook whose program is gone does not let the commit through") {
  HookedRepository repository({"without hooks"});
  const TempDir place;
  const char* other = std::getenv("KEYHOUND_PROGRAM");
  fs::copy_file(other != nullptr ? other : testing::kProgram, place / "keyhound");
  check_code(run({place / "keyhound", "hook", "install"}, developer(repository.recipe.path())), 0);
  check_code(repository.commit("a.txt", "one\n"), 0);
  fs::remove(place / "keyhound");
  const RunResult result = repository.commit("b.txt", "two\n");
  check_code(result, 1);
  CHECK(has(result.err, "keyhound hook install"));
  CHECK(has(repository.hook({"status"}).out, "is gone"));
  repository.recipe.write("b.txt", "two\n").stage("b.txt");
  check_code(repository.git({"commit", "-q", "-m", "b"}, {{"KEYHOUND_ALLOW_FAILURE", "1"}}), 0);
}

TEST_CASE("20,000 staged files are scanned, and the advice stays short") {
  HookedRepository repository;
  std::ostringstream import;
  import << "commit refs/heads/staged\ncommitter A <a@acme.example> 1768046400 +0000\ndata 0\n";
  for (unsigned i = 0; i < 20'000; ++i) {
    const std::string text =
        i % 100 == 0 ? github_pat(i) + "\n" : "file " + std::to_string(i) + "\n";
    import << "M 100644 inline d" << i % 97 << "/f" << i << ".txt\ndata " << text.size() << "\n"
           << text;
  }
  repository.recipe.git({"fast-import", "--quiet"}, import.str());
  repository.recipe.git({"read-tree", "refs/heads/staged"});
  const RunResult result = repository.git({"commit", "-q", "-m", "all"});
  check_code(result, 1);
  CHECK(has(result.err, "200 findings"));
  CHECK(has(result.err, "and 180 more"));
  CHECK(result.err.size() < 8000);
  CHECK(result.seconds < 20);
}

TEST_CASE("Hostile file names cannot write to the terminal, nor into a command to copy") {
  HookedRepository repository;
  const std::string names[] = {"a\n\x1b[31mb", "-rf",   "it's; rm -rf ~",
                               "\xff\xfe",     "$(id)", "##[error]x"};
  for (const std::string& name : names) {
    CAPTURE(name);
    const RunResult result = repository.commit(name, github_pat(1) + "\n");
    check_code(result, 1);
    CHECK_FALSE(has(result.err, "\x1b["));
    CHECK_FALSE(has(result.err, "--staged -rf"));
    CHECK_FALSE(has(result.err, "\n##["));
    check_code(repository.git({"rm", "-q", "--cached", "--", name}), 0);
  }
  const RunResult quoted = repository.commit("it's", github_pat(1) + "\n");
  CHECK(has(quoted.err, "'it'\\''s'"));
}

TEST_CASE("Lines that git never gives are a wrong use, and stop the push") {
  HookedRepository repository;
  RunOptions options;
  options.cwd = repository.recipe.path();
  options.stdin_bytes = "rubbish\n";
  RunResult result = keyhound({"hook", "run", "pre-push", "--", "origin", "url"}, options);
  check_code(result, 2);
  CHECK(has(result.err, "standard input, line 1"));
  const std::string lost(40, 'a');
  options.stdin_bytes = "refs/heads/main " + lost + " refs/heads/main " + lost + "\n";
  result = keyhound({"hook", "run", "pre-push", "--", "origin", "url"}, options);
  check_code(result, 3);
  CHECK(has(result.err, lost));
  options.stdin_bytes = "";
  check_code(keyhound({"hook", "run", "pre-push"}, options), 0);
}

TEST_CASE("A damaged record of passed trees is told as commits that were not checked") {
  HookedRepository repository;
  repository.add_remote();
  check_code(repository.commit("a.txt", "one\n"), 0);
  write_whole_file(repository.recipe.path() + "/.git/keyhound/passed-trees", "rubbish\n\xff");
  const RunResult result = repository.push();
  check_code(result, 0);
  CHECK(has(result.err, "was not checked before the commit"));
}

TEST_CASE("A SHA-256 repository has hooks, too") {
  HookedRepository repository({"without hooks"});
  const GitRepoBuilder recipe(GitRepoBuilder::Kind::kWorkTree, "sha256");
  check_code(keyhound({"hook", "install", recipe.path()}), 0);
  recipe.dir().write_file("a.txt", github_pat(1) + "\n");
  recipe.git({"add", "a.txt"});
  check_code(run_git(developer(recipe.path()), {"commit", "-q", "-m", "a"}), 1);
  recipe.dir().write_file("a.txt", "one\n");
  recipe.git({"add", "a.txt"});
  check_code(run_git(developer(recipe.path()), {"commit", "-q", "-m", "a"}), 0);
  CHECK(has(recipe.dir().read_file(".git/keyhound/passed-trees"),
            recipe.git({"rev-parse", "HEAD^{tree}"})));
}

}  // namespace keyhound::testing
