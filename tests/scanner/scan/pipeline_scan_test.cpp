// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/pipeline_scan.h"

#include <doctest/doctest.h>

#include "scanner/scan/definition_files.h"
#include "scanner/scan/pipeline_findings.h"
#include "scanner/scan/reference_cleaner.h"
#include "scanner/scan/scan_session.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

constexpr std::string_view kPath = ".github/workflows/ci.yml";

std::string workflow(const std::string& value) {
  return "on: push\njobs:\n  build:\n    runs-on: x\n    env:\n      TOKEN: " + value + "\n";
}

ScanResult scan(const ScanFixture& fixture, const std::string& target, ScanRequest request = {}) {
  request.target = target;
  auto result = run_scan(fixture.context(), request);
  REQUIRE(result);
  return std::move(*result);
}

TEST_CASE("A credential in a definition knows its job, and its finding says so once") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file(kPath, workflow(acme_token(1)) + "      OTHER: " + acme_token(1) + "\n");
  ScanResult result = scan(fixture, dir.str());
  fold_literals(result.findings);  // what a check says of the same literal
  REQUIRE(result.findings.size() == 1);
  const Finding& finding = result.findings.front();
  REQUIRE(finding.occurrences.size() == 2);
  for (const Occurrence& place : finding.occurrences) {
    REQUIRE(place.pipeline);
    CHECK(place.pipeline->job == "build");
    CHECK(place.pipeline->exposure == "environment of the job");
  }
  CHECK(finding.occurrences[0].pipeline->key_path == "jobs/build/env/TOKEN");
  CHECK(finding.occurrences[1].pipeline->key_path == "jobs/build/env/OTHER");
  const std::size_t first = finding.message.find("embedded in");
  REQUIRE(first != std::string::npos);
  CHECK(finding.message.find("embedded in", first + 1) == std::string::npos);
}

TEST_CASE("The same files give the same findings on every number of threads") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  for (int i = 0; i < 40; ++i) {
    dir.write_file(".github/workflows/w" + std::to_string(i) + ".yml",
                   workflow(i % 2 == 0 ? "${{ toJSON(secrets) }}" : "${{ secrets.A }}"));
  }
  std::vector<std::string> expected;
  for (const unsigned threads : {1U, 2U, 8U}) {
    ScanRequest request;
    request.threads = threads;
    const ScanResult result = scan(fixture, dir.str(), request);
    std::vector<std::string> found;
    for (const Finding& one : result.findings)
      found.push_back(one.first().location.path + one.fingerprint.short_form());
    CHECK(found.size() == 20);
    CHECK(result.references->size() == 40);
    if (expected.empty()) expected = found;
    CHECK(found == expected);
  }
}

TEST_CASE("Findings of checks know whether HEAD holds the definition as it is") {
  const ScanFixture fixture;
  testing::GitRepoBuilder repo;
  repo.commit_file(kPath, workflow("${{ toJSON(secrets) }}"), "a");
  REQUIRE(scan(fixture, repo.path()).findings.size() == 1);
  CHECK(scan(fixture, repo.path()).findings.front().in_head());
  repo.write(kPath, workflow("${{ toJSON(secrets) }}") + "# changed\n");
  CHECK_FALSE(scan(fixture, repo.path()).findings.front().in_head());
}

TEST_CASE("Without checks there are no references, which is told from an empty list") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file(kPath, workflow("${{ secrets.A }}"));
  ScanRequest request;
  request.checks_pipelines = false;
  CHECK_FALSE(scan(fixture, dir.str(), request).references);
  CHECK(scan(fixture, dir.str()).references->size() == 1);
}

}  // namespace
}  // namespace keyhound
