// SPDX-License-Identifier: Apache-2.0
// `keyhound explain` and `keyhound scan --explain` from outside, and credentials of several parts.
#include <doctest/doctest.h>

#include <string>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

RunResult explain(const GitRepoBuilder& repo, const std::string& place,
                  std::vector<std::string> more = {}) {
  RunOptions options;
  options.cwd = repo.path();
  std::vector<std::string> arguments = {"explain", place};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return keyhound(arguments, options);
}

std::string filler() { return "ghp_" + std::string(36, 'x'); }

std::string aws_pair(unsigned n) {
  return "AWS_ACCESS_KEY_ID=" + aws_key_id(n) + "\nAWS_SECRET_ACCESS_KEY=" + aws_secret_key(n) +
         "\n";
}

}  // namespace

TEST_CASE("A line is explained: the finding, what was dropped, and nothing") {
  GitRepoBuilder repo;
  repo.commit_file("d/a.txt", "t = " + github_pat(1) + "\n" + filler() + "\nplain\n", "begin");
  const RunResult finding = explain(repo, "d/a.txt:1");
  INFO(finding.describe());
  CHECK(finding.exit_code == 0);
  CHECK(finding.out.find("REPORTED") != std::string::npos);
  CHECK(finding.out.find(kGithubRule) != std::string::npos);
  CHECK(finding.out.find(github_pat(1).substr(8)) == std::string::npos);
  const RunResult dropped = explain(repo, "d/a.txt:2", {"--format", "json"});
  const auto json = nlohmann::json::parse(dropped.out);
  REQUIRE(json["candidates"].size() >= 1);
  CHECK(json["candidates"][0]["state"] == "dropped");
  const RunResult nothing = explain(repo, "d/a.txt:3");
  CHECK(nothing.exit_code == 0);
  CHECK(nothing.out.find("Nothing triggered") != std::string::npos);
  CHECK(explain(repo, "d/a.txt:9").exit_code == 2);
  CHECK(explain(repo, "d/none.txt:1").exit_code == 2);
  CHECK(explain(repo, "d").exit_code == 2);
  const RunResult unknown = keyhound({"explain", repo.path() + "/d/a.txt:1", "--format", "xml"});
  CHECK(unknown.exit_code == 2);
  CHECK(unknown.err.find("none of text, json") != std::string::npos);
}

TEST_CASE("A line of a commit is explained, whatever the work tree holds") {
  GitRepoBuilder repo;
  repo.commit_file("d/a.txt", "t = " + github_pat(1) + "\n", "begin");
  repo.commit_file("d/a.txt", "gone\n", "remove");
  CHECK(explain(repo, "HEAD~1:d/a.txt:1").out.find("REPORTED") != std::string::npos);
  CHECK(explain(repo, "HEAD:d/a.txt").out.find("Nothing triggered") != std::string::npos);
  CHECK(explain(repo, "HEAD:d/none.txt").exit_code == 2);
  CHECK(explain(repo, "none:d/a.txt").exit_code == 2);
}

TEST_CASE("A scan with --explain lists what it dropped, the same for any number of threads") {
  GitRepoBuilder repo;
  for (unsigned i = 0; i < 30; ++i)
    repo.write("f" + std::to_string(i), filler() + "\n" + github_pat(i) + "\n");
  const auto candidates = [&repo](const std::string& threads) {
    const RunResult run = keyhound({"scan", repo.path(), "--tree-only", "--explain", "--threads",
                                    threads, "--format", "json"});
    return nlohmann::json::parse(run.out)["candidates"];
  };
  const auto one = candidates("1");
  CHECK(one.size() >= 30);
  CHECK(candidates("8") == one);
  const RunResult plain = keyhound({"scan", repo.path(), "--tree-only", "--format", "json"});
  CHECK_FALSE(nlohmann::json::parse(plain.out).contains("candidates"));
}

TEST_CASE("Key id and secret of one credential are one finding, in history and in files") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "x\n" + aws_pair(1), "begin");
  repo.commit_file("b.env", "AWS_ACCESS_KEY_ID=" + aws_key_id(2) + "\n", "an id alone");
  const ScanResult scanned = scan({repo.path()});
  const Finding* pair = scanned.report.finding_of("aws-secret-access-key");
  REQUIRE(pair != nullptr);
  CHECK(pair->json["identity"]["key_id"] == aws_key_id(1));
  REQUIRE(pair->json["parts"].size() == 2);
  CHECK(pair->json["parts"][0]["rule_id"] == "aws-access-key-id");
  CHECK(pair->json["parts"][0]["start_line"] == 2);
  CHECK(pair->json["parts"][1]["start_line"] == 3);
  CHECK(scanned.report.count("aws-access-key-id") == 1);
  CHECK(scanned.report.has_finding("aws-access-key-id", "b.env"));
  CHECK_FALSE(scanned.report.has_finding("aws-access-key-id", "a.env"));
  const RunResult text = keyhound({"scan", repo.path()});
  CHECK(text.out.find("with      aws-access-key-id, a.env:2:19") != std::string::npos);
}

}  // namespace keyhound::testing
