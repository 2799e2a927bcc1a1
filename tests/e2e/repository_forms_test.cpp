// SPDX-License-Identifier: Apache-2.0
// The same leak in every form in which git stores a repository.
#include <doctest/doctest.h>

#include <filesystem>
#include <functional>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

namespace fs = std::filesystem;

struct Form {
  std::string name;
  // Rearranges the repository and returns the path to scan.
  std::function<std::string(const GitRepoBuilder& repo, const TempDir& other)> arrange;
};

std::string clone(const GitRepoBuilder& repo, const TempDir& other,
                  const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"clone", "-q"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.insert(arguments.end(), {repo.path(), other / "clone"});
  repo.git(arguments);
  return other / "clone";
}

std::string after(const GitRepoBuilder& repo, const std::vector<std::vector<std::string>>& steps) {
  for (const std::vector<std::string>& step : steps) repo.git(step);
  return repo.path();
}

std::vector<Form> stored_forms() {
  using Repo = const GitRepoBuilder;
  using Dir = const TempDir;
  return {
      {"loose objects", [](Repo& repo, Dir&) { return repo.path(); }},
      {"one pack with packed refs",
       [](Repo& repo, Dir&) {
         return after(repo, {{"gc", "-q"}});
       }},
      {"pack with long delta chains",
       [](Repo& repo, Dir&) {
         return after(repo, {{"repack", "-adfq", "--depth=50", "--window=50"}});
       }},
      {"multi-pack index, bitmap and commit graph",
       [](Repo& repo, Dir&) {
         return after(repo, {{"repack", "-dq"},
                             {"commit", "-q", "--allow-empty", "-m", "more"},
                             {"repack", "-dq"},
                             {"multi-pack-index", "write"},
                             {"commit-graph", "write", "--reachable"}});
       }},
      {"pack index of version 1",
       [](Repo& repo, Dir&) {
         return after(repo, {{"config", "pack.indexVersion", "1"}, {"repack", "-adfq"}});
       }},
      {"reverse index", [](Repo& repo, Dir&) {
         return after(repo, {{"config", "pack.writeReverseIndex", "true"}, {"repack", "-adfq"}});
       }}};
}

std::vector<Form> placed_forms() {
  using Repo = const GitRepoBuilder;
  using Dir = const TempDir;
  return {{"bare clone", [](Repo& repo, Dir& other) { return clone(repo, other, {"--bare"}); }},
          {"mirror clone", [](Repo& repo, Dir& other) { return clone(repo, other, {"--mirror"}); }},
          {"clone that borrows objects",
           [](Repo& repo, Dir& other) { return clone(repo, other, {"--shared"}); }},
          {"clone with its .git elsewhere",
           [](Repo& repo, Dir& other) {
             return clone(repo, other, {"--separate-git-dir=" + (other / "git")});
           }},
          {"linked work tree",
           [](Repo& repo, Dir& other) {
             repo.git({"worktree", "add", "-q", "--detach", other / "linked"});
             return other / "linked";
           }},
          {"the .git directory itself",
           [](Repo& repo, Dir&) { return (repo.dir().path() / ".git").string(); }},
          {"detached HEAD", [](Repo& repo, Dir&) {
             return after(repo, {{"checkout", "-q", "--detach"}});
           }}};
}

void check_form(const Form& form) {
  CAPTURE(form.name);
  GitRepoBuilder repo;
  std::string text;
  for (unsigned i = 0; i < 30; ++i) {
    text += "line " + std::to_string(i) + " " + alphanumerics(i, 60) + "\n";
    const std::string leak = i == 12 ? "token = " + github_pat(1) + "\n" : "";
    repo.commit_file("notes.txt", text + leak, "edit");
  }
  TempDir other;
  const ScanResult result = scan({form.arrange(repo, other), "--history-only"});
  INFO(result.run.describe());
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.complete);
  CHECK(position(result.report.find(kGithubRule, "notes.txt")) ==
        position_of(14, 9, github_pat(1)));
}

}  // namespace

TEST_CASE("A leak is found however git stores the objects") {
  for (const Form& form : stored_forms()) check_form(form);
}

TEST_CASE("A leak is found wherever the repository stands") {
  for (const Form& form : placed_forms()) check_form(form);
}

TEST_CASE("A submodule's files are scanned with the tree, and its broken link is no crash") {
  GitRepoBuilder inner;
  inner.commit_file("inner.txt", "token = " + github_pat(2) + "\n", "leak");
  GitRepoBuilder repo;
  repo.git({"submodule", "--quiet", "add", inner.path(), "sub"});
  repo.stage().commit("add submodule");
  const ScanResult result = scan({repo.path()});
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.has_finding(kGithubRule, "sub/inner.txt"));
  fs::remove_all(repo.dir().path() / ".git/modules");
  CHECK(keyhound({"scan", repo.path()}).signal == 0);
}

}  // namespace keyhound::testing
