// SPDX-License-Identifier: Apache-2.0
// Baselines: what is accepted at a date is not reported as new.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_text(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

struct Project {
  GitRepoBuilder repo;
  std::string file = repo.path() + "/.keyhound-baseline";

  Project() { repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "one"); }

  [[nodiscard]] RunResult baseline(std::vector<std::string> arguments,
                                   const RunOptions& options = {}) const {
    arguments.insert(arguments.begin(), "baseline");
    arguments.insert(arguments.begin() + 2, repo.path());
    return keyhound(arguments, options);
  }
};

}  // namespace

TEST_CASE("A baseline accepts what is there, and only what is new makes the exit code 1") {
  Project project;
  const RunResult created = project.baseline({"create"});
  INFO(created.describe());
  REQUIRE(created.exit_code == 0);
  CHECK(created.out.find("1 finding accepted") != std::string::npos);
  const ScanResult accepted = scan({project.repo.path()});
  CHECK(accepted.run.exit_code == 0);
  REQUIRE(accepted.report.findings.size() == 1);
  CHECK(accepted.report.findings[0].json["accepted"]["path"] == ".keyhound-baseline");

  project.repo.commit_file("b.env", "TOKEN=" + github_pat(2) + "\n", "two");
  const ScanResult more = scan({project.repo.path()});
  CHECK(more.run.exit_code == 1);
  CHECK(more.report.findings.size() == 2);
  CHECK(scan({project.repo.path(), "--no-baseline"}).report.findings[0].json.contains("accepted") ==
        false);
}

TEST_CASE("Moving code changes nothing in a baseline") {
  Project project;
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  const std::string before = read_text(project.file);
  project.repo.commit_file("dir/moved.env", "# a line\n\nTOKEN=" + github_pat(1) + "\n", "moved");
  project.repo.commit_removal("a.env", "moved away");
  CHECK(scan({project.repo.path()}).run.exit_code == 0);
  CHECK(project.baseline({"update"}).exit_code == 0);
  CHECK(read_text(project.file) == before);
}

TEST_CASE("The text report counts what is accepted in one line, and lists it when asked") {
  Project project;
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  write_text(project.file, replaced(read_text(project.file), std::string(kGithubRule) + "\n",
                                    std::string(kGithubRule) + " verdict=test-value \"sample\"\n"));
  const RunResult plain = keyhound({"scan", project.repo.path()});
  INFO(plain.describe());
  CHECK(plain.out.find("1 finding accepted by .keyhound-baseline, not listed: 1 test-value") !=
        std::string::npos);
  CHECK(plain.out.find("a.env") == std::string::npos);
  CHECK(plain.out.find("1 of them accepted") != std::string::npos);
  const RunResult shown = keyhound({"scan", project.repo.path(), "--show-accepted"});
  CHECK(shown.out.find("a.env:1:7") != std::string::npos);
  CHECK(shown.out.find("test-value (.keyhound-baseline): sample") != std::string::npos);
}

TEST_CASE("SARIF has accepted findings as suppressed, and leaves them out for GitHub") {
  Project project;
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  const auto full =
      nlohmann::json::parse(keyhound({"scan", project.repo.path(), "--format", "sarif"}).out);
  std::size_t failures = 0;
  for (const auto& one : full["runs"][0]["results"]) {
    if (one["kind"] != "fail") continue;
    ++failures;
    CHECK(one["suppressions"][0]["kind"] == "external");
    CHECK(one["suppressions"][0]["justification"] == "A baseline accepts this finding.");
  }
  CHECK(failures == 1);
  const auto github = nlohmann::json::parse(
      keyhound({"scan", project.repo.path(), "--format", "sarif-github"}).out);
  CHECK(github["runs"][0]["results"].empty());
}

TEST_CASE("Create replaces nothing unless it is told to, and update keeps verdicts") {
  Project project;
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  const RunResult again = project.baseline({"create"});
  CHECK(again.exit_code == 2);
  CHECK(again.err.find("--force") != std::string::npos);
  REQUIRE(project
              .baseline(
                  {"audit", "--set",
                   read_text(project.file).substr(read_text(project.file).find("\nkh1:") + 1, 14) +
                       "=false-positive",
                   "--note", "a sample", "--until", "2099-01-31"})
              .exit_code == 0);
  project.repo.commit_file("b.env", "TOKEN=" + github_pat(2) + "\n", "two");
  const RunResult updated = project.baseline({"update"});
  CHECK(updated.exit_code == 0);
  CHECK(updated.out.find("1 added, 0 unused") != std::string::npos);
  CHECK(read_text(project.file).find("verdict=false-positive until=2099-01-31 \"a sample\"") !=
        std::string::npos);
  CHECK(project.baseline({"create", "--force"}).exit_code == 0);
  CHECK(read_text(project.file).find("verdict=") == std::string::npos);
}

TEST_CASE("Entries that nothing has are told by a full scan and removed by --prune") {
  Project project;
  project.repo.write("b.env", "TOKEN=" + github_pat(2) + "\n");
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  std::filesystem::remove(project.repo.path() + "/b.env");
  const ScanResult full = scan({project.repo.path()});
  CHECK(full.run.exit_code == 0);
  CHECK(full.report.complete);
  CHECK(full.report.diagnoses("unused-baseline-entry"));
  CHECK_FALSE(scan({project.repo.path(), "--staged"}).report.diagnoses("unused"));
  CHECK_FALSE(scan({project.repo.path(), "--tree-only"}).report.diagnoses("unused"));
  const RunResult kept = project.baseline({"update"});
  CHECK(kept.out.find("1 unused (--prune removes them)") != std::string::npos);
  CHECK(project.baseline({"update", "--prune", "--staged"}).exit_code == 2);
  CHECK(project.baseline({"update", "--prune"}).out.find("1 unused and removed") !=
        std::string::npos);
  CHECK_FALSE(scan({project.repo.path()}).report.diagnoses("unused"));
}

TEST_CASE("An entry that ended lets its finding be reported, and is told") {
  Project project;
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  write_text(project.file, replaced(read_text(project.file), std::string(kGithubRule) + "\n",
                                    std::string(kGithubRule) + " until=2026-11-30\n"));
  CHECK(scan({project.repo.path(), "--now", "2026-11-30T20:00:00Z"}).run.exit_code == 0);
  const ScanResult later = scan({project.repo.path(), "--now", "2026-12-01"});
  CHECK(later.run.exit_code == 1);
  CHECK(later.report.diagnoses("expired-baseline-entry"));
}

TEST_CASE("A baseline under another key accepts nothing, and says why") {
  Project project;
  RunOptions keyed;
  keyed.environment["KEYHOUND_FINGERPRINT_KEY"] = "team:" + std::string(32, 'a');
  REQUIRE(project.baseline({"create"}, keyed).exit_code == 0);
  CHECK(scan({project.repo.path()}, keyed).run.exit_code == 0);
  const ScanResult other = scan({project.repo.path()});
  CHECK(other.run.exit_code == 1);
  CHECK(other.report.diagnoses("another fingerprint key"));
  CHECK_FALSE(other.report.diagnoses("unused-baseline-entry"));
  CHECK(project.baseline({"update"}).exit_code == 2);
  // With the old key named the entries go over to the new one.
  RunOptions changing;
  changing.environment["KEYHOUND_PREVIOUS_FINGERPRINT_KEYS"] =
      keyed.environment["KEYHOUND_FINGERPRINT_KEY"];
  CHECK(scan({project.repo.path()}, changing).run.exit_code == 0);
  CHECK(project.baseline({"update"}, changing).out.find("1 under the new key") !=
        std::string::npos);
  CHECK(scan({project.repo.path()}).run.exit_code == 0);
}

TEST_CASE("A baseline that is wrong ends the run with its line") {
  Project project;
  write_text(project.file, "<<<<<<< HEAD\nnonsense\n");
  const RunResult run = keyhound({"scan", project.repo.path()});
  CHECK(run.exit_code == 2);
  CHECK(run.err.find(".keyhound-baseline:1: a merge left its conflict marker") !=
        std::string::npos);
  CHECK(run.err.find(".keyhound-baseline:2: 'nonsense' is no fingerprint") != std::string::npos);
  CHECK(keyhound({"scan", project.repo.path(), "--no-baseline"}).exit_code == 1);
  const RunResult missing =
      keyhound({"scan", project.repo.path(), "--baseline", project.repo.path() + "/none"});
  CHECK(missing.exit_code == 2);
  CHECK(missing.err.find("--no-baseline") != std::string::npos);
  std::filesystem::remove(project.file);
  CHECK(project.baseline({"update"}).err.find("baseline create") != std::string::npos);
}

TEST_CASE("A baseline is not written from a scan that is incomplete") {
  Project project;
  std::filesystem::create_directory(project.repo.path() + "/sub");
  const std::string blob = project.repo.git({"rev-parse", "HEAD:a.env"});
  std::filesystem::permissions(project.repo.loose_object_path(blob),
                               std::filesystem::perms::owner_all);
  write_text(project.repo.loose_object_path(blob).string(), "damaged");
  const RunResult refused = project.baseline({"create"});
  INFO(refused.describe());
  CHECK(refused.exit_code == 3);
  CHECK_FALSE(std::filesystem::exists(project.file));
  CHECK(project.baseline({"create", "--allow-incomplete"}).exit_code == 3);
  CHECK(std::filesystem::exists(project.file));
}

TEST_CASE("A directory inside a repository uses the repository's baseline") {
  Project project;
  project.repo.commit_file("sub/b.env", "TOKEN=" + github_pat(2) + "\n", "two");
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  const ScanResult sub = scan({project.repo.path() + "/sub"});
  CHECK(sub.run.exit_code == 0);
  CHECK_FALSE(sub.report.diagnoses("unused"));
}

TEST_CASE("The configuration names the baseline and has its say in what goes into it") {
  Project project;
  project.repo.commit_file("vendor/b.env", "TOKEN=" + github_pat(2) + "\n", "two");
  write_text(project.repo.path() + "/.keyhound.toml",
             "[paths]\nexclude = [\"vendor/**\"]\n[scan]\nbaseline = \"accepted.txt\"\n");
  const RunResult missing = keyhound({"scan", project.repo.path()});
  CHECK(missing.exit_code == 2);
  CHECK(missing.err.find("scan.baseline of the configuration") != std::string::npos);
  const RunResult created = project.baseline({"create"});
  INFO(created.describe());
  CHECK(created.out.find("1 finding accepted") != std::string::npos);
  CHECK(std::filesystem::exists(project.repo.path() + "/accepted.txt"));
  CHECK(scan({project.repo.path()}).run.exit_code == 0);
  CHECK(scan({project.repo.path(), "--no-baseline"}).run.exit_code == 1);
  CHECK(project.baseline({"update"}).out.find("0 added, 0 unused") != std::string::npos);
}

TEST_CASE("Findings of pipeline checks are accepted like secrets") {
  Project project;
  project.repo.commit_file(".github/workflows/ci.yml",
                           "on: push\njobs:\n  a:\n    runs-on: x\n    env:\n      ALL: ${{ "
                           "toJSON(secrets) }}\n    steps: [{run: x}]\n",
                           "ci");
  REQUIRE(scan({project.repo.path()}).report.findings.size() > 1);
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  CHECK(scan({project.repo.path()}).run.exit_code == 0);
}

TEST_CASE("A baseline accepts what a strict scan finds, where it is made by one") {
  Project project;
  project.repo.commit_file(
      ".github/workflows/ci.yml",
      "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v4\n"
      "      - uses: actions/upload-artifact@v4\n        with: {path: .}\n",
      "ci");
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  const auto open = [&] {
    std::size_t count = 0;
    for (const Finding& finding : scan({project.repo.path(), "--strict"}).report.findings)
      count += finding.json.contains("accepted") ? 0U : 1U;
    return count;
  };
  REQUIRE(open() > 0);
  REQUIRE(project.baseline({"update", "--strict"}).exit_code == 0);
  CHECK(open() == 0);
}

TEST_CASE("A false positive is no leak for policies, while a risk that is taken stays one") {
  Project project;
  write_text(project.repo.path() + "/owners.yaml", "credentials: []\n");
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  const std::string plain = read_text(project.file);
  const auto verdicts = [&](const std::string& verdict) {
    write_text(project.file, replaced(plain, std::string(kGithubRule) + "\n",
                                      std::string(kGithubRule) + " verdict=" + verdict + "\n"));
    const ScanResult result =
        scan({project.repo.path(), "--registry", project.repo.path() + "/owners.yaml"});
    const Finding* finding = result.report.finding_of(kGithubRule);
    REQUIRE(finding != nullptr);
    return finding->outcome("OWN1001");
  };
  CHECK(verdicts("accepted") == "fail");
  CHECK(verdicts("false-positive") != "fail");
  CHECK(verdicts("test-value") != "fail");
}

TEST_CASE("Audit refuses without a terminal and names the way that needs none") {
  Project project;
  REQUIRE(project.baseline({"create"}).exit_code == 0);
  const RunResult run = project.baseline({"audit"});
  CHECK(run.exit_code == 2);
  CHECK(run.err.find("--set FINGERPRINT=VERDICT") != std::string::npos);
  CHECK(project.baseline({"audit", "--set", "kh1:zzzzzzzz=accepted"}).exit_code == 2);
  CHECK(project.baseline({"audit", "--set", "kh1:zzzzzzzz=fine"}).err.find("false-positive") !=
        std::string::npos);
  CHECK(project.baseline({"audit", "--note", "x"}).exit_code == 2);
}

}  // namespace keyhound::testing
