// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Text report shows findings, verdicts, diagnostics and the summary") {
  check_golden("full.txt", render("text", full_result()));
}

TEST_CASE("Text report says what the policies said in numbers") {
  check_golden("judged.txt", render("text", judged_result()));
}

TEST_CASE("Text report of a clean scan is one line") {
  const std::string text = render("text", clean_result());
  check_golden("clean.txt", text);
  CHECK(lines_of(text).size() == 1);
}

TEST_CASE("Text report of an incomplete scan says so loudly") {
  check_golden("incomplete.txt", render("text", incomplete_result()));
}

TEST_CASE("Text report is coloured on request") {
  ReportOptions options;
  options.color = true;
  check_golden("color.txt", render("text", full_result(), options));
}

TEST_CASE("Text report fits a narrow terminal") {
  ReportOptions options;
  options.width = 50;
  check_golden("narrow.txt", render("text", full_result(), options));
}

TEST_CASE("Text report disarms hostile names") {
  const std::string text = render("text", hostile_result());
  check_golden("hostile.txt", text);
  CHECK(is_valid_utf8(text));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\r') == std::string::npos);
  for (const std::string& line : lines_of(text)) {
    const std::size_t start = line.find_first_not_of(' ');
    CHECK_FALSE(line.substr(std::min(start, line.size())).starts_with("::"));
  }
  CHECK(text.find("##vso[") == std::string::npos);
  CHECK(text.find("##[") == std::string::npos);
}
