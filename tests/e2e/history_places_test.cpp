// SPDX-License-Identifier: Apache-2.0
// The places where history hides a credential (shared/ROBUSTNESS.md, section 2), one check each.
#include <doctest/doctest.h>

#include <filesystem>
#include <functional>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/text_forms.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

// Plants `line` (a text with the token) in a repository that has one commit.
using Plant = std::function<void(GitRepoBuilder& repo, const std::string& line)>;

struct Place {
  std::string name;
  Plant plant;
  std::string path;  // where the finding must stand; empty: anywhere
  std::string part = {};
  std::vector<std::string> arguments = {"--history-only"};
};

const std::vector<std::string> kUnreachable = {"--history-only", "--unreachable"};

void commit_and_remove(GitRepoBuilder& repo, const std::string& path, const std::string& bytes) {
  repo.commit_file(path, bytes, "add " + path);
  repo.commit_removal(path, "remove " + path);
}

void commit_link(GitRepoBuilder& repo, const std::string& path, const std::string& target) {
  std::filesystem::remove(repo.dir().path() / path);
  std::filesystem::create_symlink(target, repo.dir().path() / path);
  repo.stage(path).commit("link " + path);
}

void evil_merge(GitRepoBuilder& repo, const std::string& line) {
  repo.branch("side").commit_file("b", "b\n", "on main");
  repo.checkout("side").commit_file("c", "c\n", "on side");
  repo.checkout("main").merge_with_change("side", "evil.txt", line, "merge");
  repo.commit_removal("evil.txt", "remove");
}

void with_attribute(GitRepoBuilder& repo, const std::string& attribute, const std::string& line) {
  repo.commit_file(".gitattributes", "*.lock " + attribute + "\n", "attributes");
  commit_and_remove(repo, "deps.lock", line);
}

void commit_on_ref(GitRepoBuilder& repo, const std::string& ref, const std::string& line) {
  repo.commit_file("on_ref.txt", line, "elsewhere");
  repo.git({"update-ref", ref, "HEAD"});
  repo.git({"reset", "-q", "--hard", "HEAD~1"});
  repo.git({"reflog", "expire", "--expire=now", "--all"});
}

void stash_twice(GitRepoBuilder& repo, const std::string& line) {
  repo.write("first.txt", line).stash();
  repo.write("first.txt", "harmless\n").stash();
}

void index_part_of_stash(GitRepoBuilder& repo, const std::string& line) {
  repo.write("first.txt", line).stage("first.txt").write("first.txt", "harmless\n").stash();
}

void hide_by_replace(GitRepoBuilder& repo, const std::string& line) {
  commit_and_remove(repo, "hidden.txt", line);
  repo.replace(repo.git({"rev-parse", "HEAD~1:hidden.txt"}), repo.blob("harmless\n"));
}

void reset_away(GitRepoBuilder& repo, const std::string& line) {
  repo.commit_file("lost.txt", line, "to be reset");
  repo.git({"reset", "-q", "--hard", "HEAD~1"});
}

void only_in_the_index(GitRepoBuilder& repo, const std::string& line) {
  repo.write("first.txt", line).stage("first.txt").write("first.txt", "harmless\n");
}

void remote_url(GitRepoBuilder& repo, const std::string& line) {
  const std::string token = line.substr(line.find("ghp_"), 40);
  repo.config("remote.origin.url", "https://deploy:" + token + "@github.com/acme/pay.git");
}

std::vector<Place> places_in_files() {
  using Repo = GitRepoBuilder;
  using Line = const std::string;
  return {
      {"plain file, later deleted",
       [](Repo& repo, Line& line) { commit_and_remove(repo, "gone.txt", line); }, "gone.txt"},
      {"first version of a file that was edited",
       [](Repo& repo, Line& line) {
         repo.commit_file("edited.txt", line, "add");
         repo.commit_file("edited.txt", "harmless\n", "edit");
       },
       "edited.txt"},
      {"file that was renamed before the leak went away",
       [](Repo& repo, Line& line) {
         repo.commit_file("old.txt", "a\nb\nc\nd\n", "add");
         repo.git({"mv", "old.txt", "new.txt"});
         repo.commit_file("new.txt", "a\nb\nc\nd\n" + line, "rename and leak");
         repo.commit_file("new.txt", "a\nb\nc\nd\n", "take back");
       },
       "new.txt"},
      {"other branch",
       [](Repo& repo, Line& line) { commit_on_ref(repo, "refs/heads/other", line); }, "on_ref.txt"},
      {"pull request ref",
       [](Repo& repo, Line& line) { commit_on_ref(repo, "refs/pull/7/head", line); }, "on_ref.txt"},
      {"target of a symbolic link",
       [](Repo& repo, Line& line) { commit_link(repo, "link", line.substr(8, 40)); }, "link"},
      {"note", [](Repo& repo, Line& line) { repo.note(line); }, ""},
      {"merge commit's own change", evil_merge, "evil.txt"},
      {"file with attribute -diff",
       [](Repo& repo, Line& line) { with_attribute(repo, "-diff", line); }, "deps.lock"},
      {"file with attribute binary",
       [](Repo& repo, Line& line) { with_attribute(repo, "binary", line); }, "deps.lock"},
      {"file that takes the place of a link",
       [](Repo& repo, Line& line) {
         commit_link(repo, "changing", "first.txt");
         repo.remove("changing").commit_file("changing", line, "now a file");
         commit_link(repo, "changing", "first.txt");
       },
       "changing"},
      {"text with NUL bytes",
       [](Repo& repo, Line& line) {
         commit_and_remove(repo, "nul.txt", std::string(3, '\0') + "\n" + line + '\0');
       },
       "nul.txt"},
      {"UTF-16 text",
       [](Repo& repo, Line& line) {
         commit_and_remove(repo, "wide.txt", to_utf(Utf::k16Le, line, true));
       },
       "wide.txt"},
      {"object hidden by git replace", hide_by_replace, "hidden.txt"},
  };
}

std::vector<Place> places_beside_files() {
  using Repo = GitRepoBuilder;
  using Line = const std::string;
  return {
      {"commit message", [](Repo& repo, Line& line) { repo.commit("subject\n\n" + line); }, "",
       "commit-message"},
      {"message of an annotated tag",
       [](Repo& repo, Line& line) { repo.tag("v1", "release\n\n" + line); }, "", "tag-message"},
      {"file name",
       [](Repo& repo, Line& line) {
         commit_and_remove(repo, "key-" + line.substr(8, 40) + ".txt", "harmless\n");
       },
       "", "path"},
      {"remote URL in .git/config", remote_url, "", "git-config", {}},
      {"newest stash", [](Repo& repo, Line& line) { repo.write("first.txt", line).stash(); },
       "first.txt"},
      {"index part of a stash", index_part_of_stash, "first.txt"},
      {"untracked part of a stash",
       [](Repo& repo, Line& line) { repo.write("untracked.txt", line).stash(true); },
       "untracked.txt"},
      {"older stash", stash_twice, "first.txt", "", kUnreachable},
      {"commit that only the reflog knows", reset_away, "lost.txt", "", kUnreachable},
      {"dangling blob", [](Repo& repo, Line& line) { repo.blob(line); }, "", "", kUnreachable},
      {"staged, neither committed nor in the work tree", only_in_the_index, "first.txt", "", {}},
  };
}

void check_place(const Place& place, unsigned n) {
  CAPTURE(place.name);
  GitRepoBuilder repo;
  repo.commit_file("first.txt", "first\n", "first");
  place.plant(repo, "token = " + github_pat(n) + "\n");
  std::vector<std::string> arguments = {repo.path()};
  arguments.insert(arguments.end(), place.arguments.begin(), place.arguments.end());
  const ScanResult result = scan(arguments);
  INFO(result.run.describe());
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.count(kGithubRule) == 1);
  if (!place.path.empty()) CHECK(result.report.has_finding(kGithubRule, place.path));
  if (!place.part.empty()) CHECK(result.report.find_part(kGithubRule, place.part) != nullptr);
}

}  // namespace

TEST_CASE("A credential is found in every kind of file that history holds") {
  unsigned n = 100;
  for (const Place& place : places_in_files()) check_place(place, n++);
}

TEST_CASE("A credential is found in messages, names, stashes, the index and unreachable objects") {
  unsigned n = 200;
  for (const Place& place : places_beside_files()) check_place(place, n++);
}

TEST_CASE("The same places are found when the objects are packed") {
  unsigned n = 300;
  for (Place place : places_in_files()) {
    const Plant plant = place.plant;
    place.plant = [&plant](GitRepoBuilder& repo, const std::string& line) {
      plant(repo, line);
      repo.pack();
    };
    check_place(place, n++);
  }
}

TEST_CASE("A credential in a file name is not printed as part of the path") {
  GitRepoBuilder repo;
  repo.commit_file("key-" + github_pat(400) + ".txt", "harmless\n", "add");
  for (const char* format : {"text", "json", "sarif"}) {
    CAPTURE(std::string(format));
    const RunResult result = keyhound({"scan", repo.path(), "--format", format});
    CHECK(result.exit_code == 1);
    CHECK((result.out + result.err).find(github_pat(400)) == std::string::npos);
  }
}

}  // namespace keyhound::testing
