// SPDX-License-Identifier: Apache-2.0
// The places in a repository from which commits hang: each must be a root of the history.
#include "scanner/git/history_roots.h"

#include <doctest/doctest.h>

#include <functional>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

namespace {

// Makes a commit that the place alone refers to, and returns its id.
struct Place {
  const char* name;
  std::function<std::string(GitRepoBuilder&)> hang;
};

std::string commit_and_leave(GitRepoBuilder& recipe) {
  const std::string commit = recipe.commit_file("only_here.txt", "x\n", "only here");
  recipe.git({"reset", "-q", "--hard", "HEAD~1"});
  recipe.git({"reflog", "expire", "--expire=now", "--all"});
  std::filesystem::remove(recipe.git_dir() / "ORIG_HEAD");
  return commit;
}

Place ref_place(const char* name) {
  return {name, [name](GitRepoBuilder& recipe) {
            const std::string commit = commit_and_leave(recipe);
            recipe.git({"update-ref", name, commit});
            return commit;
          }};
}

Place file_place(const char* name, const char* suffix = "\n") {
  return {name, [name, suffix](GitRepoBuilder& recipe) {
            const std::string commit = commit_and_leave(recipe);
            recipe.dir().write_file(std::string(".git/") + name, commit + suffix);
            return commit;
          }};
}

std::string older_stash(GitRepoBuilder& recipe) {
  recipe.write("first.txt", "older\n").stash();
  const std::string commit = recipe.git({"rev-parse", "refs/stash"});
  recipe.write("first.txt", "newer\n").stash();
  return commit;
}

std::vector<Place> places() {
  return {ref_place("refs/heads/other"),
          ref_place("refs/tags/light"),
          ref_place("refs/remotes/origin/main"),
          ref_place("refs/pull/7/head"),
          ref_place("refs/replace/1111111111111111111111111111111111111111"),
          ref_place("refs/original/refs/heads/main"),
          file_place("MERGE_HEAD"),
          file_place("ORIG_HEAD"),
          file_place("CHERRY_PICK_HEAD"),
          file_place("FETCH_HEAD", "\t\tbranch 'x' of https://host/x\n"),
          file_place("rebase-merge/autostash"),
          {"detached HEAD",
           [](GitRepoBuilder& recipe) {
             recipe.git({"checkout", "-q", "--detach"});
             const std::string commit = recipe.commit_file("d.txt", "d\n", "detached");
             recipe.git({"reflog", "expire", "--expire=now", "--all"});
             return commit;
           }},
          {"HEAD of another worktree",
           [](GitRepoBuilder& recipe) {
             recipe.git(
                 {"worktree", "add", "-q", "--detach",
                  recipe.path() + "/../" + recipe.dir().path().filename().string() + "/.git/side"});
             recipe.git({"-C", recipe.path() + "/.git/side", "commit", "-q", "--allow-empty", "-m",
                         "in worktree"});
             const std::string commit =
                 recipe.git({"-C", recipe.path() + "/.git/side", "rev-parse", "HEAD"});
             recipe.git({"reflog", "expire", "--expire=now", "--all"});
             return commit;
           }},
          {"note",
           [](GitRepoBuilder& recipe) {
             recipe.note("a note");
             return recipe.git({"rev-parse", "refs/notes/commits"});
           }},
          {"newest stash",
           [](GitRepoBuilder& recipe) {
             recipe.write("first.txt", "stashed\n").stash();
             return recipe.git({"rev-parse", "refs/stash"});
           }},
          {"older stash", older_stash},
          {"untracked part of a stash",
           [](GitRepoBuilder& recipe) {
             recipe.write("untracked.txt", "u\n").stash(true);
             return recipe.git({"rev-parse", "refs/stash^3"});
           }},
          {"index part of a stash", [](GitRepoBuilder& recipe) {
             recipe.write("first.txt", "staged\n").stage("first.txt").stash();
             return recipe.git({"rev-parse", "refs/stash^2"});
           }}};
}

}  // namespace

TEST_CASE("Every place that keeps a commit is a root of the history, loose and packed") {
  for (const Place& place : places()) {
    for (const bool is_packed : {false, true}) {
      CAPTURE(place.name);
      CAPTURE(is_packed);
      GitRepoBuilder recipe;
      recipe.commit_file("first.txt", "first\n", "first");
      const std::string commit = place.hang(recipe);
      if (is_packed) recipe.git({"pack-refs", "--all"});
      Opened opened(recipe);
      const History history = opened.history();
      CHECK(has_commit(history, commit));
      CHECK(history.diagnostics.empty());
      for (const CommitRecord& record : history.commits) CHECK(record.reachable);
    }
  }
}

TEST_CASE("Both sides of a replaced object are in the history") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "hidden\n", "hidden");
  const std::string hidden = recipe.head();
  const std::string shown = recipe.git({"commit-tree", "-m", "shown", recipe.git({"write-tree"})});
  recipe.replace(hidden, shown);
  Opened opened(recipe);
  CHECK(has_commit(opened.history(), hidden));
  CHECK(has_commit(opened.history(), shown));
}

TEST_CASE("A commit that only a reflog knows is read when asked for, and not as reachable") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "1\n", "first");
  const std::string lost = recipe.commit_file("a.txt", "2\n", "lost");
  recipe.git({"reset", "-q", "--hard", "HEAD~1"});
  std::filesystem::remove(recipe.git_dir() / "ORIG_HEAD");
  Opened opened(recipe);
  CHECK_FALSE(has_commit(opened.history(), lost));
  HistoryScope scope;
  scope.include_reflogs = true;
  const History history = opened.history(scope);
  REQUIRE(has_commit(history, lost));
  CHECK_FALSE(history.commits.back().reachable);
  CHECK(history.commits.front().reachable);
}

TEST_CASE("A pruned reflog entry and a FETCH_HEAD that was never fetched are no damage") {
  GitRepoBuilder recipe;
  recipe.commit_file("a.txt", "1\n", "first");
  const std::string gone(40, '3');
  recipe.dir().write_file(".git/FETCH_HEAD", gone + "\n");
  recipe.dir().append_file(".git/logs/HEAD", gone + " " + gone + " A <a> 1 +0000\tx\n");
  Opened opened(recipe);
  HistoryScope scope;
  scope.include_reflogs = true;
  CHECK(opened.history(scope).diagnostics.empty());
}

TEST_CASE("A HEAD that names nothing sensible is a diagnostic") {
  GitRepoBuilder recipe;
  const std::string commit = recipe.commit_file("a.txt", "1\n", "first");
  const Repository repository = open_or_throw(recipe.path());
  recipe.dir().write_file(".git/HEAD", "garbage\n");
  std::vector<Diagnostic> diagnostics;
  const std::vector<HistoryRoot> roots = read_history_roots(repository, false, diagnostics);
  CHECK(only(diagnostics, "unreadable-ref").subject == "HEAD");
  REQUIRE(roots.size() == 1);
  CHECK(roots[0].id.hex() == commit);
}

}  // namespace keyhound::testing
