// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

std::string told(const Finding& finding) {
  return "(" + finding.secret_redacted + ", " + finding.fingerprint.short_form() + ")";
}

}  // namespace

TEST_CASE("Azure's issues name place, rule and what to do; notes are lines of the log") {
  ScanResult result = clean_result();
  result.findings = {secret_finding({occurrence_at("src/a.py", 12)}),
                     secret_finding({occurrence_at("b", 1)}),
                     secret_finding({occurrence_at("c", 1)})};
  result.findings[1].severity = Severity::kMedium;
  result.findings[2].severity = Severity::kLow;
  const auto lines = lines_of(render("azure-annotations", result));
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] ==
        "##vso[task.logissue type=error;sourcepath=src/a.py;linenumber=12;columnnumber=12;"
        "code=example-token;]Example deploy token: An Example deploy token stands in src/a.py. " +
            told(result.findings[0]) + " Revoke the token at Example Cloud, then rotate it.");
  CHECK(lines[1].starts_with("##vso[task.logissue type=warning;sourcepath=b;"));
  CHECK(lines[2].starts_with("keyhound: note: c:1: Example deploy token: An Example "));
  CHECK(render("azure-annotations", clean_result()).empty());
}

TEST_CASE("A step's issues are as many as an agent keeps, with a line about the rest") {
  ScanResult result = clean_result();
  result.findings.resize(12, secret_finding({occurrence_at("a", 1)}));
  const auto lines = lines_of(render("azure-annotations", result));
  REQUIRE(lines.size() == 11);
  CHECK(lines[10] == "keyhound: 2 more results are not shown as issues; the report has all");
}

TEST_CASE("Hostile texts stay inside of Azure's issues") {
  ScanResult result = hostile_result();
  result.findings[0].occurrences = {occurrence_at("x;type=warning]##vso[task.complete]y%0Az", 1)};
  const auto lines = lines_of(render("azure-annotations", result));
  REQUIRE(lines.size() == 2);
  CHECK(
      lines[0].starts_with("##vso[task.logissue type=error;sourcepath=x%3Btype=warning%5D"
                           "\\x23#vso[task.complete%5Dy%AZP250Az;linenumber=1;"));
}
