// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/joined_scan.h"

#include <doctest/doctest.h>

#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

ScanRequest tree_request(const std::string& target) {
  ScanRequest request;
  request.mode = ScanMode::kTreeOnly;
  request.target = target;
  return request;
}

TEST_CASE("A credential below two targets is one finding, with paths that begin with the target") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file("a/x.txt", acme_token(1)).write_file("b/y.txt", acme_token(1));
  const std::vector<ScanRequest> requests = {tree_request(dir / "a"),
                                             tree_request(dir / "b/y.txt")};
  const auto result = run_scans(fixture.context(), requests);
  REQUIRE(result);
  REQUIRE(result->findings.size() == 1);
  REQUIRE(result->findings.front().occurrences.size() == 2);
  CHECK(result->findings.front().occurrences[0].location.path == dir / "a/x.txt");
  CHECK(result->findings.front().occurrences[1].location.path == dir / "b/y.txt");
  CHECK(result->scan.statistics.files == 2);
}

TEST_CASE("One directory is scanned as it always is, and the first error ends it") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  dir.write_file("x.txt", acme_token(1));
  const auto one = run_scans(fixture.context(), std::vector{tree_request(dir.str())});
  REQUIRE(one);
  CHECK(one->findings.front().first().location.path == "x.txt");
  const std::vector<ScanRequest> missing = {tree_request(dir.str()), tree_request(dir / "none")};
  CHECK_FALSE(run_scans(fixture.context(), missing));
}

}  // namespace
}  // namespace keyhound
