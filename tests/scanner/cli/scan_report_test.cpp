// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/scan_report.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

ScanOptions options_for(const testing::TempDir& dir) {
  ScanOptions options;
  options.target = dir.str();
  options.no_progress = true;
  options.outputs = {"json=" + (dir / "report.json"), "text=" + (dir / "report.txt")};
  return options;
}

TEST_CASE("Several requests become one report, judged and named") {
  const testing::TempDir dir;
  dir.write_file("a/.github/workflows/x.yml", "on: push\nenv:\n  A: ${{ secrets.A }}\njobs: {}\n");
  dir.write_file("b/.github/workflows/x.yml", "on: push\nenv:\n  B: ${{ secrets.B }}\njobs: {}\n");
  ScanOptions options = options_for(dir);
  options.repository = "acme/pay";
  std::vector<ScanRequest> requests(2);
  requests[0].target = dir / "a";
  requests[1].target = dir / "b";
  for (ScanRequest& request : requests) {
    request.mode = ScanMode::kTreeOnly;
    request.pipelines_only = true;
  }
  const auto code = scan_and_report(options, requests);
  REQUIRE(code);
  CHECK(*code == 0);
  const std::string report = dir.read_file("report.json");
  CHECK(report.find("\"kind\": \"pipelines\"") != std::string::npos);
  CHECK(report.find("github:acme/pay:A") != std::string::npos);
  CHECK(report.find("github:acme/pay:B") != std::string::npos);
}

TEST_CASE("A wrong option ends the run before anything is scanned") {
  const testing::TempDir dir;
  ScanOptions options = options_for(dir);
  options.fail_on = "sometimes";
  const auto code = scan_and_report(options, std::vector<ScanRequest>(1));
  REQUIRE_FALSE(code);
  CHECK(code.error().kind == ErrorKind::kUsage);
  CHECK_FALSE(dir.exists("report.json"));
}

}  // namespace
}  // namespace keyhound
