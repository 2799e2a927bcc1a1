// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("GitHub's annotations name place, title and what to do") {
  ScanResult result = clean_result();
  result.findings = {secret_finding({occurrence_at("src/a.py", 12)})};
  CHECK(render("github-annotations", result) ==
        "::error file=src/a.py,line=12,endLine=12,col=12,endColumn=40,title=Example deploy token"
        "::An Example deploy token stands in src/a.py. (" +
            result.findings[0].secret_redacted + ", " +
            result.findings[0].fingerprint.short_form() +
            ") Revoke the token at Example Cloud, then rotate it.\n");
  result.findings[0].occurrences[0].location.end = {14, 3};
  CHECK(render("github-annotations", result)
            .starts_with("::error file=src/a.py,line=12,endLine=14,title="));
  CHECK(render("github-annotations", clean_result()).empty());
}

TEST_CASE("A step's annotations are as many as GitHub shows, with the note about the rest") {
  ScanResult result = clean_result();
  for (int i = 0; i < 12; ++i) {
    result.findings.push_back(secret_finding({occurrence_at("a", 1)}));
    result.findings.push_back(secret_finding({occurrence_at("b", 1)}));
    result.findings.back().severity = Severity::kLow;
  }
  const auto lines = lines_of(render("github-annotations", result));
  const auto count = [&lines](const char* type) {
    return std::count_if(lines.begin(), lines.end(),
                         [&](const std::string& line) { return line.starts_with(type); });
  };
  CHECK(count("::error ") == 10);
  CHECK(count("::notice ") == 10);
  CHECK(lines.back() ==
        "::notice title=keyhound::2 errors, 3 notices more not shown here, since a step shows 10 "
        "of each; the report has all");
}

TEST_CASE("Hostile texts stay inside of GitHub's annotations") {
  const auto lines = lines_of(render("github-annotations", hostile_result()));
  REQUIRE(lines.size() == 2);
  CHECK(
      lines[0].starts_with("::error file=a\\n%3A%3Aerror%3A%3Ab\\x1B[2J\\r\\xFF/c%3Ad%25#?.txt,"));
  CHECK(
      lines[1].starts_with("::warning title=Not read%3A unreadable-file::x\\x1B[31m\\n::error::"));
}
