// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/repository_configuration.h"

#include "scanner/baseline/baseline.h"
#include "tests/scanner/cli/bulk/bulk_fixture.h"

namespace keyhound::testing {
namespace {

// A repository that silences its own finding.
struct SilentRepository {
  explicit SilentRepository(const std::string& toml) {
    repo.commit_file("a.env", "TOKEN=" + github_pat(1) + "\n", "Add");
    repo.commit_file(".keyhound.toml", toml, "Configure");
  }

  WorkerAnswer scan(std::vector<std::string> arguments) {
    job = job_for(repo.path(), dir / "job");
    job.scan_arguments = std::move(arguments);
    return work_on(job);
  }

  GitRepoBuilder repo;
  TempDir dir;
  WorkerJob job;
};

bool tells(const ScanResult& result, std::string_view kind, std::string_view subject) {
  for (const Diagnostic& diagnostic : result.diagnostics)
    if (diagnostic.kind == kind && diagnostic.subject == subject) return true;
  return false;
}

constexpr const char* kSilent = "[paths]\nexclude = ['*.env']\n";

}  // namespace

TEST_CASE("What a repository says of its own scan is ignored, and that is told") {
  SilentRepository silent(kSilent);
  silent.repo.commit_file(".keyhound-baseline", "{}", "Accept");
  REQUIRE(silent.scan({}).outcome == "scanned");
  const ScanResult result = findings_in(silent.job);
  CHECK(result.findings.size() == 1);
  CHECK(tells(result, "ignored-configuration", ".keyhound.toml"));
  CHECK(tells(result, "ignored-configuration", ".keyhound-baseline"));
  CHECK(result.complete());
}

TEST_CASE("A configuration that is trusted counts as HEAD has it") {
  SilentRepository silent(kSilent);
  silent.repo.write(".keyhound.toml", "");  // that of the work tree does not matter
  REQUIRE(silent.scan({"--trust-configuration"}).outcome == "scanned");
  const ScanResult result = findings_in(silent.job);
  CHECK(result.findings.empty());
  CHECK_FALSE(tells(result, "ignored-configuration", ".keyhound.toml"));
}

TEST_CASE("A configuration that is trusted decides neither on reports nor on judges") {
  SilentRepository silent(
      "[policies]\nregistry = ['owners.yaml']\n[output]\nfiles = ['json=stolen.json']\n");
  REQUIRE(silent.scan({"--trust-configuration"}).outcome == "scanned");
  CHECK(findings_in(silent.job).findings.size() == 1);
  CHECK_FALSE(std::filesystem::exists(silent.repo.path() + "/stolen.json"));
}

TEST_CASE("A trusted configuration that is wrong is the target's failure") {
  SilentRepository silent("[rules]\ndisabled = 1\n");
  const WorkerAnswer answer = silent.scan({"--trust-configuration"});
  CHECK(answer.outcome == "failed");
  CHECK(answer.failure.reason == "configuration");
  CHECK(answer.failure.message.find("HEAD:.keyhound.toml") != std::string::npos);
}

TEST_CASE("A baseline of HEAD accepts where it is trusted") {
  SilentRepository silent("");
  REQUIRE(silent.scan({}).outcome == "scanned");
  Baseline baseline;
  BaselineEntry& entry = baseline.entries.emplace_back();
  entry.rule_id = std::string(kGithubRule);
  entry.fingerprint = findings_in(silent.job).findings.at(0).fingerprint.short_form();
  silent.repo.commit_file(".keyhound-baseline", write_baseline(baseline), "Accept");
  REQUIRE(silent.scan({"--trust-configuration"}).outcome == "scanned");
  const ScanResult result = findings_in(silent.job);
  REQUIRE(result.findings.size() == 1);
  REQUIRE(result.findings[0].accepted);
  CHECK(result.findings[0].accepted->path == ".keyhound-baseline");
  REQUIRE(silent.scan({}).outcome == "scanned");
  CHECK_FALSE(findings_in(silent.job).findings.at(0).accepted);
}

}  // namespace keyhound::testing
