// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/page_data.h"

#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

std::string page_data(const ScanResult& result) {
  std::string text;
  write_page_data(result, {}, [&](std::string_view piece) {
    text += piece;
    return true;
  });
  return text;
}

}  // namespace

TEST_CASE("The data of the page is what it was") {
  check_golden("judged.page.json", page_data(judged_result()));
}

TEST_CASE("A clean scan says what was scanned, and nothing of what was not asked") {
  const auto data = nlohmann::json::parse(page_data(clean_result()));
  CHECK(data["findings"].empty());
  CHECK(data["scan"]["complete"] == true);
  CHECK(data["scan"]["commits"] == 1234);
  CHECK(data["now"] == clean_result().scan.finished.seconds);
  for (const char* name : {"references", "suppressions", "policies", "credentials"})
    CHECK_FALSE(data.contains(name));
}

TEST_CASE("Everything that was not read is in the data, with its next step") {
  const auto data = nlohmann::json::parse(page_data(incomplete_result()));
  CHECK(data["scan"]["complete"] == false);
  REQUIRE(data["diagnostics"].size() == 3);
  CHECK(data["diagnostics"][2]["subject"] == "conf/prod.env");
  CHECK(data["diagnostics"][2]["incomplete"] == true);
  CHECK_FALSE(data["diagnostics"][1].contains("incomplete"));
}

TEST_CASE("Ages are counted to the time of judgement where there was one") {
  const auto data = nlohmann::json::parse(page_data(judged_result()));
  CHECK(data["now"] == judged_assessment().at.seconds);
}

TEST_CASE("When there are too many findings the open and worst are kept, in report order") {
  ScanResult result = clean_result();
  for (const Severity severity : {Severity::kLow, Severity::kCritical, Severity::kHigh,
                                  Severity::kCritical, Severity::kInfo}) {
    result.findings.push_back(secret_finding({occurrence_at("a.env", 1)}));
    result.findings.back().severity = severity;
  }
  result.findings[1].waived = true;
  const auto kept = page_findings(result, 3);
  REQUIRE(kept.size() == 3);
  CHECK(kept[0] == &result.findings[0]);
  CHECK(kept[1] == &result.findings[2]);
  CHECK(kept[2] == &result.findings[3]);
  CHECK(page_findings(result, 5).size() == 5);
}

TEST_CASE("The data ends when its reader does") {
  std::size_t pieces = 0;
  ScanResult result = clean_result();
  for (int i = 0; i < 2000; ++i)
    result.findings.push_back(secret_finding({occurrence_at("a.env", 1)}));
  write_page_data(result, {}, [&](std::string_view) {
    ++pieces;
    return false;
  });
  CHECK(pieces == 1);
}
