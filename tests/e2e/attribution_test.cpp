// SPDX-License-Identifier: Apache-2.0
// What the report says of where a credential came from and went: refs, removal, paths, times.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

std::string line(unsigned n) { return "token = " + github_pat(n) + "\n"; }

// The occurrences of the only finding, as the report has them; of `path`, unless that is empty.
std::vector<nlohmann::json> occurrences(const GitRepoBuilder& repo, const std::string& path = {},
                                        bool unreachable = false) {
  std::vector<std::string> arguments = {repo.path(), "--history-only"};
  if (unreachable) arguments.push_back("--unreachable");
  const ScanResult result = scan(arguments);
  INFO(result.run.describe());
  REQUIRE(result.report.count(kGithubRule) == 1);
  std::vector<nlohmann::json> found;
  for (const auto& one : result.report.finding_of(kGithubRule)->json["occurrences"]) {
    if (path.empty() || one.value("path", "") == path) found.push_back(one);
  }
  return found;
}

// The id of the commit that removed the credential from the path; empty: none did. The same for
// every occurrence there.
std::string removed(const GitRepoBuilder& repo, const std::string& path) {
  std::string id;
  const auto found = occurrences(repo, path);
  REQUIRE_FALSE(found.empty());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::string own = found[i].contains("removed")
                                ? found[i]["removed"].value("commit", std::string("no id"))
                                : std::string();
    if (i > 0) CHECK(own == id);
    id = own;
  }
  return id;
}

}  // namespace

TEST_CASE("An occurrence names the branches and tags that reach its commit") {
  GitRepoBuilder repo;
  repo.commit_file("first", "x\n", "c0");
  repo.branch("before").commit_file("a", line(1), "c1");
  repo.branch("after").tag("v1", "release");
  repo.git({"update-ref", "refs/tags/light", "HEAD"});
  repo.pack();
  const auto found = occurrences(repo);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["refs"] ==
        nlohmann::json({"refs/heads/after", "refs/heads/main", "refs/tags/light", "refs/tags/v1"}));
  CHECK(found[0]["ref_count"] == 4);
  CHECK(found[0]["in_head"] == true);
  CHECK_FALSE(found[0].contains("removed"));
}

TEST_CASE("Of many refs a few are named and all are counted") {
  GitRepoBuilder repo;
  repo.commit_file("a", line(1), "c0");
  std::string updates;
  for (int i = 0; i < 200; ++i)
    updates += "create refs/heads/b" + std::to_string(i) + " " + repo.head() + "\n";
  repo.git({"update-ref", "--stdin"}, updates);
  repo.git({"pack-refs", "--all"});
  const auto found = occurrences(repo);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["ref_count"] == 201);
  CHECK(found[0]["refs"].size() == 5);
}

TEST_CASE("The commit that deleted the file, or edited the credential away, removed it") {
  for (const bool is_deleted : {true, false}) {
    GitRepoBuilder repo;
    repo.commit_file("a", line(1), "c0");
    repo.commit_file("a", line(1) + "more\n", "c1");
    const std::string last =
        is_deleted ? repo.commit_removal("a", "c2") : repo.commit_file("a", "more\n", "c2");
    repo.commit_file("b", "later\n", "c3");
    repo.pack();
    CHECK(removed(repo, "a") == last);
  }
}

TEST_CASE("Of several removals the last is named") {
  GitRepoBuilder repo;
  repo.commit_file("a", line(1), "c0");
  repo.commit_removal("a", "c1");
  repo.commit_file("a", line(1), "c2");
  const std::string last = repo.commit_removal("a", "c3");
  CHECK(removed(repo, "a") == last);
  repo.commit_file("a", line(1), "c4");
  CHECK(removed(repo, "a").empty());
}

TEST_CASE("A credential that moved was removed from the old path and stands at the new one") {
  GitRepoBuilder repo;
  repo.commit_file("old", line(1), "c0");
  repo.git({"mv", "old", "new"});
  const std::string moved = repo.commit("c1");
  CHECK(removed(repo, "old") == moved);
  CHECK(removed(repo, "new").empty());
  const auto found = occurrences(repo, "new");
  REQUIRE(found.size() == 1);
  CHECK(found[0]["commit"] == moved);
  CHECK(found[0]["in_head"] == true);
  CHECK(occurrences(repo, "old").at(0)["in_head"] == false);
}

TEST_CASE("A merge that takes the credential out removed it") {
  GitRepoBuilder repo;
  repo.commit_file("a", line(1), "c0");
  repo.branch("side").commit_file("b", "b\n", "on main");
  repo.checkout("side").commit_file("c", "c\n", "on side");
  repo.checkout("main");
  const std::string merge = repo.merge_with_change("side", "a", "clean\n", "merge");
  CHECK(removed(repo, "a") == merge);
}

TEST_CASE("Copies and renames give a path each") {
  GitRepoBuilder repo;
  repo.commit_file("one", line(1), "c0");
  repo.write("dir/two", line(1)).write("dir/three", "before\n" + line(1)).stage();
  const std::string copied = repo.commit("c1");
  repo.git({"mv", "one", "four"});
  const std::string renamed = repo.commit("c2");
  repo.pack();
  std::vector<std::string> places;
  for (const auto& one : occurrences(repo))
    places.push_back(one.value("path", "") + " " + one.value("commit", ""));
  std::sort(places.begin(), places.end());
  CHECK(places == std::vector<std::string>{"dir/three " + copied, "dir/two " + copied,
                                           "four " + renamed,
                                           "one " + repo.git({"rev-parse", "HEAD~2"})});
}

TEST_CASE("An occurrence has the author's name and the committer's time") {
  GitRepoBuilder repo;
  repo.commit_file("first", "x\n", "c0");
  repo.author("Bo Builder", "bo@acme.example").commit_file("a", line(1), "c1");
  const auto found = occurrences(repo);
  REQUIRE(found.size() == 1);
  CHECK(found[0].dump().find("Bo Builder") != std::string::npos);
  const ScanResult result = scan({repo.path(), "--history-only"});
  const std::string when =
      repo.git({"log", "-1", "--date=format-local:%Y-%m-%dT%H:%M:%SZ", "--format=%cd"});
  CHECK(result.report.finding_of(kGithubRule)->occurrences.at(0).committed == when);
}

TEST_CASE("What no ref reaches is reported on request, without refs") {
  GitRepoBuilder repo;
  repo.commit_file("first", "x\n", "c0");
  const std::string lost = repo.commit_file("a", line(1), "c1");
  repo.git({"update-ref", "HEAD", "HEAD~1"});
  const auto found = occurrences(repo, {}, true);
  REQUIRE(found.size() == 1);
  CHECK(found[0]["reachable"] == false);
  CHECK(found[0]["commit"] == lost);
  CHECK_FALSE(found[0].contains("refs"));
  CHECK(scan({repo.path(), "--history-only"}).report.count(kGithubRule) == 0);
}

TEST_CASE("--timings prints where the time went to standard error, the report is the same") {
  GitRepoBuilder repo;
  repo.commit_file("a", line(1), "c0");
  repo.pack();
  const RunResult result =
      keyhound({"scan", repo.path(), "--timings", "--no-progress", "--format", "json"});
  CHECK(result.exit_code == 1);
  for (const char* row : {"index", "objects", "inflate", "delta", "trigger", "confirm",
                          "attribution", "files", "report", "scan"}) {
    CAPTURE(std::string(row));
    CHECK(result.err.find(row) != std::string::npos);
  }
  CHECK(parse_report(result).count(kGithubRule) == 1);
  CHECK(keyhound({"scan", repo.path(), "--no-progress"}).err.find("inflate") == std::string::npos);
}

}  // namespace keyhound::testing
