// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

using Json = nlohmann::json;

Json issues_of(const ScanResult& result) {
  return Json::parse(render("gitlab-codequality", result));
}

}  // namespace

TEST_CASE("Code Quality report has an issue for each open finding and each diagnostic") {
  check_golden("covered-codequality.json", render("gitlab-codequality", covered_result()));
  const ScanResult result = covered_result();
  const Json issues = issues_of(result);
  CHECK(issues.size() == count_open(result) + result.diagnostics.size() + 1);
  CHECK(issues.back()["check_name"] == "findings-left-out");
}

TEST_CASE("Code Quality issues have every member that GitLab asks for, and fingerprints differ") {
  const std::set<std::string> severities = {"info", "minor", "major", "critical", "blocker"};
  std::set<std::string> fingerprints;
  const Json issues = issues_of(judged_result());
  for (const Json& one : issues) {
    CHECK_FALSE(one["description"].get<std::string>().empty());
    CHECK_FALSE(one["check_name"].get<std::string>().empty());
    CHECK_FALSE(one["location"]["path"].get<std::string>().empty());
    CHECK(one["location"]["lines"]["begin"] >= 1);
    CHECK(severities.count(one["severity"]) == 1);
    CHECK(fingerprints.insert(one["fingerprint"]).second);
  }
}

TEST_CASE("Code Quality fingerprints stay the same when lines move") {
  ScanResult result = clean_result();
  result.findings = {secret_finding({occurrence_at("a.env", 1)})};
  const Json before = issues_of(result)[0];
  result.findings = {secret_finding({occurrence_at("a.env", 70)})};
  const Json after = issues_of(result)[0];
  CHECK(before["fingerprint"] == after["fingerprint"]);
  CHECK(before["location"] != after["location"]);
}

TEST_CASE("Code Quality report of a clean scan is an empty list") {
  CHECK(render("gitlab-codequality", clean_result()) == "[]\n");
}

TEST_CASE("Code Quality report of hostile names has no control characters") {
  const std::string text = render("gitlab-codequality", hostile_result());
  check_golden("hostile-codequality.json", text);
  CHECK(is_valid_utf8(text));
  for (const char* bad : {"\\u001b", "##[", "\n::"}) CHECK(text.find(bad) == std::string::npos);
}
