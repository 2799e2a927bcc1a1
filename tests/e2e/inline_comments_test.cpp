// SPDX-License-Identifier: Apache-2.0
// Comments beside secrets that ask to pass over them.
#include <doctest/doctest.h>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

std::string line(unsigned n, const std::string& comment) {
  return "TOKEN=" + github_pat(n) + (comment.empty() ? "" : " # " + comment) + "\n";
}

const std::string kOurs = "keyhound:allow " + std::string(kGithubRule);

std::vector<std::string> suppressed_places(const Report& report) {
  std::vector<std::string> places;
  for (const auto& one : report.json.at("suppressions")) {
    places.push_back(one.value("path", "") + ":" + std::to_string(one.value("start_line", 0)) +
                     " " + one.value("rule_id", ""));
  }
  return places;
}

int dropped(const Report& report) { return report.json["scan"]["dropped"]["suppressed"]; }

}  // namespace

TEST_CASE("A comment on the secret's line silences it, is counted and is listed") {
  const TempDir dir;
  dir.write_file("a.env", line(1, kOurs + " until=2099-01-31 reason=\"published sample\""));
  dir.write_file("b.env", line(2, "") + line(3, "gitleaks:allow"));
  const ScanResult result = scan({dir.str()});
  INFO(result.run.describe());
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.findings.size() == 1);
  CHECK(result.report.has_finding(kGithubRule, "b.env"));
  CHECK(suppressed_places(result.report) ==
        std::vector<std::string>{"a.env:1 " + std::string(kGithubRule),
                                 "b.env:2 " + std::string(kGithubRule)});
  CHECK(dropped(result.report) == 2);
  const auto& first = result.report.json["suppressions"][0];
  CHECK(first["kind"] == "inline");
  CHECK(first["reason"] == "published sample");
  CHECK(first["until"] == "2099-01-31T23:59:59Z");
}

TEST_CASE("A comment whose day is past silences nothing, and that is said") {
  const TempDir dir;
  dir.write_file("a.env", line(1, kOurs + " until=2026-11-30"));
  CHECK(scan({dir.str(), "--now", "2026-11-30T12:00:00Z"}).run.exit_code == 0);
  const ScanResult later = scan({dir.str(), "--now", "2026-12-01"});
  CHECK(later.run.exit_code == 1);
  CHECK(later.report.diagnoses("ended on 2026-11-30"));
  CHECK(later.report.complete);
}

TEST_CASE("A comment of ours without a rule is told and silences nothing") {
  const TempDir dir;
  dir.write_file("a.env", line(1, "keyhound:allow reason=\"trust me\""));
  const ScanResult result = scan({dir.str()});
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.diagnoses("names no rule"));
}

TEST_CASE("A secret that is added to a line that is waived is found") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "A=" + github_pat(1) + " # " + kOurs + "\n", "one");
  CHECK(scan({repo.path()}).run.exit_code == 0);
  const PlantedSecret other = planted_secrets().front();
  repo.write("a.env", "A=" + github_pat(1) + " B=" + other.text + " # " + kOurs + "\n").stage();
  const ScanResult staged = scan({repo.path(), "--staged"});
  INFO(other.name, staged.run.describe());
  CHECK(staged.run.exit_code == 1);
}

TEST_CASE("A secret of the same rule that is added to a waived line is found") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", "A=" + github_pat(1) + " # " + kOurs + "\n", "one");
  CHECK(scan({repo.path()}).run.exit_code == 0);
  repo.write("a.env", "A=" + github_pat(1) + " B=" + github_pat(2) + " # " + kOurs + "\n").stage();
  const ScanResult staged = scan({repo.path(), "--staged"});
  INFO(staged.run.describe());
  CHECK(staged.run.exit_code == 1);
  CHECK(staged.report.diagnoses("speaks for one secret of github-classic-pat, and 2 stand"));
  repo.commit("two");
  CHECK(scan({repo.path(), "--range", "HEAD~1..HEAD"}).run.exit_code == 1);
  CHECK(scan({repo.path(), "--tree-only"}).run.exit_code == 1);
  const RunResult explained = keyhound({"explain", repo.path() + "/a.env"});
  CHECK(explained.out.find("and 2 stand") != std::string::npos);
}

TEST_CASE("A comment that is bound to a secret says nothing of the one that takes its place") {
  const TempDir dir;
  dir.write_file("a.env", line(1, ""));
  const ScanResult bare = scan({dir.str()});
  REQUIRE(bare.report.findings.size() == 1);
  const std::string bound = kOurs + " fingerprint=" + bare.report.findings[0].fingerprint;
  dir.write_file("a.env", line(1, bound));
  CHECK(scan({dir.str()}).run.exit_code == 0);
  dir.write_file("a.env", line(2, bound));
  const ScanResult replaced = scan({dir.str()});
  CHECK(replaced.run.exit_code == 1);
  CHECK(replaced.report.diagnoses("is bound to kh1:"));
}

TEST_CASE("A comment counts in the version of the file that it stands in") {
  GitRepoBuilder repo;
  repo.commit_file("a.env", line(1, ""), "bare");
  repo.commit_file("a.env", line(1, kOurs), "with a comment");
  const ScanResult all = scan({repo.path()});
  REQUIRE(all.report.findings.size() == 1);  // the first version
  CHECK(all.report.findings[0].occurrences.size() == 1);
  CHECK_FALSE(all.report.findings[0].occurrences[0].in_head);
  CHECK(scan({repo.path(), "--tree-only"}).run.exit_code == 0);
  CHECK(scan({repo.path(), "--range", "HEAD~1..HEAD"}).run.exit_code == 0);
  // Taking the comment away brings the secret in.
  repo.commit_file("a.env", line(1, "") + "x\n", "without it");
  CHECK(scan({repo.path(), "--range", "HEAD~1..HEAD"}).run.exit_code == 1);
}

TEST_CASE("What a comment silences in HEAD is listed where no files are scanned") {
  GitRepoBuilder repo;
  repo.commit_file("old.env", line(1, kOurs), "one");
  repo.commit_removal("old.env", "gone");
  repo.commit_file("a.env", line(2, kOurs), "two");
  const ScanResult result = scan({repo.path(), "--history-only"});
  CHECK(result.run.exit_code == 0);
  CHECK(dropped(result.report) == 2);
  CHECK(suppressed_places(result.report) ==
        std::vector<std::string>{"a.env:1 " + std::string(kGithubRule)});
}

TEST_CASE("A state file keeps no suppression alive beyond its end") {
  GitRepoBuilder repo;
  const TempDir dir;
  repo.commit_file("a.env", line(1, kOurs + " until=2026-11-30"), "one");
  repo.commit_file("b.env", line(2, kOurs), "two");
  const auto run = [&](const std::string& now, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {repo.path(),   "--history-only", "--state",
                                          dir / "state", "--now",          now};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return scan(arguments);
  };
  CHECK(run("2026-11-01").report.findings.empty());
  CHECK(run("2026-11-01").report.findings.empty());
  CHECK(run("2026-12-01").report.findings.size() == 1);
  CHECK(run("2026-11-01").report.findings.empty());
  CHECK(run("2026-11-01", {"--no-inline-comments"}).report.findings.size() == 2);
  CHECK(run("2026-11-01").report.findings.empty());
}

TEST_CASE("--no-inline-comments reports what comments silence") {
  const TempDir dir;
  dir.write_file("a.env", line(1, kOurs));
  const ScanResult result = scan({dir.str(), "--no-inline-comments"});
  CHECK(result.run.exit_code == 1);
  CHECK_FALSE(result.report.json.contains("suppressions"));
}

TEST_CASE("Staged, range and standard input read comments too") {
  GitRepoBuilder repo;
  repo.commit_file("x", "x\n", "root");
  repo.write("a.env", line(1, kOurs)).stage();
  const ScanResult staged = scan({repo.path(), "--staged"});
  CHECK(staged.run.exit_code == 0);
  CHECK(suppressed_places(staged.report).size() == 1);
  repo.commit("more");
  const ScanResult range = scan({repo.path(), "--range", "HEAD~1..HEAD"});
  CHECK(range.run.exit_code == 0);
  CHECK(suppressed_places(range.report).size() == 1);
  CHECK(scan({"-"}, {.stdin_bytes = line(1, kOurs)}).run.exit_code == 0);
}

TEST_CASE("Explain and --explain say which comment it was") {
  const TempDir dir;
  dir.write_file("a.env", line(1, kOurs + " reason=\"a sample\""));
  const RunResult explained = keyhound({"explain", dir / "a.env"});
  INFO(explained.describe());
  CHECK(explained.out.find("keyhound:allow beside it: a sample") != std::string::npos);
  const RunResult listed = keyhound({"scan", dir.str(), "--explain"});
  CHECK(listed.out.find("keyhound:allow beside it: a sample") != std::string::npos);
  dir.write_file("b.env", line(1, "keyhound:allow other-rule"));
  CHECK(keyhound({"explain", dir / "b.env"}).out.find("is not about the rule") !=
        std::string::npos);
}

TEST_CASE("A reason is redacted and escaped like anything else that is reported") {
  const TempDir dir;
  dir.write_file("a.env", line(1, kOurs + " reason=\"was " + github_pat(2) + "\""));
  const ScanResult result = scan({dir.str(), "--min-confidence", "low"});
  CHECK(result.run.out.find(github_pat(2)) == std::string::npos);
}

TEST_CASE("Policies see suppressions and the exceptions that they name") {
  const TempDir dir;
  dir.write_file("owners.yaml",
                 "exceptions:\n- {id: EXC-2026-014, applies_to: {policies: [OWN1001]}, reason: "
                 "trial, approver: ciso@acme.example, expires: 2099-01-01}\n");
  const auto findings_with = [&](const std::string& comment) {
    dir.write_file("a.env", line(1, comment));
    const ScanResult result = scan({dir.str(), "--registry", dir / "owners.yaml"});
    INFO(result.run.describe());
    return result.report.count("EXC1004");
  };
  CHECK(findings_with(kOurs) == 1);
  CHECK(findings_with(kOurs + " exception=EXC-2026-014") == 0);
}

}  // namespace keyhound::testing
