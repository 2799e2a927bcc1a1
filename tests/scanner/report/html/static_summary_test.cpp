// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/static_summary.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Without scripts the page has its numbers and its findings") {
  const ScanResult result = full_result();
  const std::string html = static_summary(result);
  CHECK(has(html, "7 findings: 4 critical, 1 high, 1 medium, 1 low. Waived by an exception: 1."));
  CHECK(has(html, "<td>deploy/prod.env:12:12</td><td>group:payments</td><td>open</td>"));
  CHECK(has(html, "<td>waived</td>"));
}

TEST_CASE("Without scripts nobody takes an incomplete scan for a clean one") {
  const std::string html = static_summary(incomplete_result());
  CHECK(has(html, "No credentials found in what was read."));
  CHECK(has(html, "This report is incomplete"));
  CHECK(has(html, "<strong>Not read:</strong> conf/prod.env (unreadable-file): Permission denied"));
  CHECK(has(static_summary(clean_result()), "<p>No credentials found.</p>"));
}

TEST_CASE("Texts of a repository are no markup in the summary") {
  ScanResult result = hostile_result();
  result.findings[0].title = "<img src=x onerror=alert(1)>";
  result.scan.repository = "<script>a</script>";
  const std::string html = static_summary(result);
  CHECK(has(html, "<td>&lt;img src=x onerror=alert(1)&gt;</td>"));
  CHECK(has(html, "<h1>&lt;script&gt;a&lt;/script&gt;</h1>"));
  CHECK_FALSE(has(html, "<img"));
}

TEST_CASE("A long list is cut to its worst, and the number of others is told") {
  ScanResult result = clean_result();
  for (int i = 0; i < 230; ++i)
    result.findings.push_back(secret_finding({occurrence_at("a.env", 1)}));
  CHECK(has(static_summary(result), "30 more are not listed here."));
}
