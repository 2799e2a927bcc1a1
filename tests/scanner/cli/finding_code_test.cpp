// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/finding_code.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "scanner/scan/scan_session.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

ScanResult scan(const ScanFixture& fixture, const std::string& target) {
  ScanRequest request;
  request.target = target;
  auto result = run_scan(fixture.context(), request);
  REQUIRE(result);
  return std::move(*result);
}

std::vector<std::string> lines(const ScanFixture& fixture, const std::string& target) {
  const ScanResult result = scan(fixture, target);
  auto code = FindingCode::create(fixture.context(), result, target);
  REQUIRE(code);
  std::vector<std::string> all;
  for (const Finding& finding : result.findings) all.push_back(code->line_of(finding));
  return all;
}

}  // namespace

TEST_CASE("The line of a file is shown with every secret of every finding masked") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  const std::string value = testing::alphanumerics(1, 20);
  dir.write_file("a.txt", "\ntoken = " + value + "; b = " + acme_token(2) + "\n");
  const auto all = lines(fixture, dir.str());
  REQUIRE(all.size() == 2);
  for (const std::string& line : all) {
    CHECK(line.starts_with("2: token = …(20); b = acme_"));
    CHECK(line.find(value) == std::string::npos);
    CHECK(line.find(acme_token(2)) == std::string::npos);
  }
  CHECK(lines(fixture, dir / "a.txt") == all);
}

TEST_CASE("A secret that stands in history only is shown from its blob") {
  const ScanFixture fixture;
  testing::GitRepoBuilder repo;
  repo.commit_file("a.txt", "x = " + acme_token(1) + "\n", "one");
  repo.commit_removal("a.txt", "gone");
  const auto all = lines(fixture, repo.path());
  REQUIRE(all.size() == 1);
  CHECK(all[0].starts_with("1: x = acme_"));
}

TEST_CASE("What stands in no text that can be shown has no line") {
  const ScanFixture fixture;
  testing::GitRepoBuilder repo;
  repo.commit_file("a.txt", "x\n", "has " + acme_token(1));
  CHECK(lines(fixture, repo.path()) == std::vector<std::string>{""});
}

}  // namespace keyhound
