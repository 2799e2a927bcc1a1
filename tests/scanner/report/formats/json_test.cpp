// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("JSON report holds everything the scan found") {
  check_golden("full.json", render("json", full_result()));
}

TEST_CASE("JSON report holds what the policies said, references and suppressions") {
  check_golden("judged.json", render("json", judged_result()));
}

TEST_CASE("JSON report of a clean scan has empty lists") {
  const auto report = nlohmann::json::parse(render("json", clean_result()));
  CHECK(report["schema"] == "keyhound/findings/v1");
  CHECK(report["scan"]["complete"] == true);
  CHECK(report["scan"]["blobs"] == 5678);
  CHECK(report["findings"] == nlohmann::json::array());
  for (const char* name : {"references", "suppressions", "assessment"}) {
    CAPTURE(name);
    CHECK_FALSE(report.contains(name));  // not looked for, which is not the same as none
  }
  CHECK(report["diagnostics"] == nlohmann::json::array());
}

TEST_CASE("JSON report keeps bytes that are not UTF-8 and disarms what a terminal acts on") {
  const std::string text = render("json", hostile_result());
  check_golden("hostile.json", text);
  CHECK(is_valid_utf8(text));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\xc2\x9b") == std::string::npos);
  CHECK(text.find("##[") == std::string::npos);
  const auto report = nlohmann::json::parse(text);
  const std::string path = hostile_result().findings[0].first().location.path;
  CHECK(report["findings"][0]["location"]["path_bytes"] == to_base64(path));
  CHECK(report["findings"][0]["identity"]["key"] == "##[group]");
  CHECK(report["scan"]["target_bytes"] == to_base64("dir\xff\n"));
}

TEST_CASE("JSON report stops when its reader does") {
  ScanResult result = clean_result();
  result.findings.assign(1000, secret_finding({occurrence_at("a.txt", 1)}));
  int pieces = 0;
  find_report_format("json")->render(result, {}, [&](std::string_view) {
    ++pieces;
    return false;
  });
  CHECK(pieces == 1);
}

TEST_CASE("JSON report is the same whoever renders its findings, and in whatever order") {
  ScanResult result = full_result();
  for (std::uint64_t i = 0; i < 3000; ++i) {
    std::vector<Occurrence> places(i % 400 == 7 ? 900 : 1, occurrence_at("a.txt", i + 1));
    result.findings.push_back(secret_finding(std::move(places)));
  }
  std::size_t runs = 0;
  const WorkCrew backwards(3, [&runs](std::size_t parts, const WorkCrew::Part& part) {
    ++runs;
    for (std::size_t i = parts; i-- > 0;) part(i);
  });
  ReportOptions options;
  options.crew = backwards;
  CHECK(render("json", result, options) == render("json", result));
  CHECK(runs > 1);
}
