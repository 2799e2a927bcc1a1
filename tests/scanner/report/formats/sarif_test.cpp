// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_run.h"
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

nlohmann::json run_of(const ScanResult& result) {
  return nlohmann::json::parse(render("sarif", result))["runs"][0];
}

}  // namespace

TEST_CASE("SARIF report holds findings, rules, verdicts and notifications") {
  check_golden("full.sarif", render("sarif", full_result()));
}

TEST_CASE("SARIF report of hostile names has safe URIs") {
  const std::string text = render("sarif", hostile_result());
  check_golden("hostile.sarif", text);
  CHECK(is_valid_utf8(text));
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("SARIF report holds passed policies, suppressions and taxonomies") {
  check_golden("judged.sarif", render("sarif", judged_result()));
  const auto run = run_of(judged_result());
  for (const auto& result : run["results"])
    CHECK((result["kind"] == "fail") == (result["level"] != "none"));
  CHECK(run["taxonomies"].size() == 2);
}

TEST_CASE("SARIF report of a clean scan has no results and says that it succeeded") {
  const auto run = run_of(clean_result());
  CHECK(run["results"] == nlohmann::json::array());
  CHECK(run["tool"]["driver"]["rules"] == nlohmann::json::array());
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
  CHECK(run["automationDetails"]["id"] == "keyhound/history/");
}

TEST_CASE("SARIF report of an incomplete scan says that it did not succeed") {
  const auto run = run_of(incomplete_result());
  CHECK(run["invocations"][0]["executionSuccessful"] == false);
  CHECK(run["invocations"][0]["toolExecutionNotifications"].size() == 3);
}

TEST_CASE("SARIF report beyond the limit keeps the worst, in order, and says so") {
  ScanResult result = clean_result();
  for (std::uint64_t line = 1; line <= 25010; ++line) {
    result.findings.push_back(secret_finding({occurrence_at("a.txt", line)}));
    result.findings.back().severity = line <= 100 ? Severity::kLow : Severity::kHigh;
  }
  const auto run = run_of(result);
  REQUIRE(run["results"].size() == 25000);
  std::int64_t last = 0;
  std::size_t low = 0;
  for (const auto& one : run["results"]) {
    const std::int64_t line = one["locations"][0]["physicalLocation"]["region"]["startLine"];
    CHECK(line > last);
    last = line;
    if (one["level"] == "note") ++low;
  }
  CHECK(low == 90);
  const auto notification = run["invocations"][0]["toolExecutionNotifications"][0];
  CHECK(notification["descriptor"]["id"] == "sarif-result-limit");
  CHECK(notification["message"]["text"].get<std::string>().find("10 findings") !=
        std::string::npos);
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
}

TEST_CASE("SARIF report has no more passed verdicts than there is room for") {
  ScanResult result = judged_result();
  result.findings.clear();
  AssessmentMaker maker;
  for (int i = 0; i < 25007; ++i) {
    maker.add("OWN1001", maker.subject("fingerprint:" + std::to_string(i), "a.txt"),
              Outcome::kPass);
  }
  result.assessment = maker.made;
  const auto run = run_of(result);
  CHECK(run["results"].size() == 25000);
  CHECK(run["properties"]["khLeftOut"]["passedVerdicts"] == 7);
  CHECK(run["properties"]["khPolicies"][0]["pass"] == 25007);
}
