// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/markdown/markdown_page.h"
#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Markdown report has numbers, a table, policies, diagnostics and details") {
  check_golden("covered.md", render("markdown", covered_result()));
  check_golden("full.md", render("markdown", full_result()));
}

TEST_CASE("Markdown report of a clean scan says so in a line") {
  check_golden("clean.md", render("markdown", clean_result()));
}

TEST_CASE("Markdown report of hostile names has no link, HTML or command in it") {
  const std::string text = render("markdown", hostile_result());
  check_golden("hostile.md", text);
  CHECK(is_valid_utf8(text));
  for (const char* bad : {"://evil", "<script", "##[", "##vso[", "\x1b", "\n::"})
    CHECK(text.find(bad) == std::string::npos);
  CHECK(text.find("\\[click\\](https`://`evil.example.org)") != std::string::npos);
}

TEST_CASE("Markdown report tells new findings from old ones, the new ones first") {
  ScanResult result = clean_result();
  result.scan.base = kFirstCommit;
  for (const bool is_new : {false, true}) {
    Finding finding = secret_finding({occurrence_at("a.txt", is_new ? 2 : 1)});
    finding.baseline_state = is_new ? BaselineState::kNew : BaselineState::kUnchanged;
    if (is_new) finding.severity = Severity::kLow;
    result.findings.push_back(finding);
  }
  const std::string text = render("markdown", result);
  CHECK(text.find("Compared with commit `111111111111`: **1 is new**, 1 is in it already.") !=
        std::string::npos);
  const std::size_t first = text.find("| low | **new** ");
  const std::size_t second = text.find("| critical | _old_ ");
  REQUIRE(first != std::string::npos);
  REQUIRE(second != std::string::npos);
  CHECK(first < second);
}

TEST_CASE("Markdown report stays within its limit, says what it left out and closes its folds") {
  ScanResult result = many_findings(20000);
  for (int i = 0; i < 20000; ++i)
    result.diagnostics.push_back({"unreadable-file", "f" + std::to_string(i), "no right", true});
  const std::string text = render("markdown", result);
  CHECK(text.size() <= kMarkdownLimit);
  CHECK(text.size() > kMarkdownLimit * 9 / 10);
  CHECK(text.find("findings are left out") != std::string::npos);
  CHECK(text.find("messages are left out") != std::string::npos);
  CHECK(text.find("findings' details are left out") != std::string::npos);
  CHECK(text.ends_with("\n</details>\n"));
  CHECK(text.starts_with("### keyhound: 20,000 open findings (20000 critical)\n"));
}

TEST_CASE("Markdown report bounds what one finding may say") {
  ScanResult result = clean_result();
  Finding finding = secret_finding({occurrence_at(std::string(5000, 'p'), 1)});
  finding.message = std::string(50000, 'm');
  for (std::uint64_t line = 2; line < 500; ++line)
    finding.occurrences.push_back(occurrence_at("b.txt", line));
  result.findings = {finding};
  const std::string text = render("markdown", result);
  CHECK(text.size() < 10000);
  CHECK(text.find("488 more places") != std::string::npos);
}
