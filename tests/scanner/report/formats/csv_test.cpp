// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

// The cells of a table whose cells are all quoted and hold no line end.
std::vector<std::vector<std::string>> table_of(const std::string& text) {
  std::vector<std::vector<std::string>> table;
  for (std::string line : lines_of(text)) {
    REQUIRE(line.ends_with("\"\r"));
    line.pop_back();
    std::vector<std::string> row(1);
    bool is_quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '"' && is_quoted && i + 1 < line.size() && line[i + 1] == '"') {
        row.back() += line[++i];
      } else if (line[i] == '"') {
        is_quoted = !is_quoted;
      } else if (line[i] == ',' && !is_quoted) {
        row.emplace_back();
      } else {
        row.back() += line[i];
      }
    }
    table.push_back(row);
  }
  return table;
}

}  // namespace

TEST_CASE("CSV report has a line for each finding and each diagnostic") {
  const std::string text = render("csv", covered_result());
  check_golden("covered.csv", text);
  const auto table = table_of(text);
  const ScanResult result = covered_result();
  CHECK(table.size() == 1 + result.findings.size() + result.diagnostics.size());
  for (const auto& row : table) CHECK(row.size() == table.front().size());
}

TEST_CASE("CSV report of a clean scan is its head") {
  CHECK(table_of(render("csv", clean_result())).size() == 1);
}

TEST_CASE("CSV report holds no formula, command or control character") {
  ScanResult result = hostile_result();
  result.findings[0].title = "=cmd|' /C calc'!A0";
  result.findings[0].occurrences[0].location.path = "+1+1";
  result.findings[0].occurrences[0].commit.author = "@SUM(A1)";
  result.findings[0].credential.owner = "-2\"x\"";
  const std::string text = render("csv", result);
  check_golden("hostile.csv", text);
  CHECK(is_valid_utf8(text));
  for (const auto& row : table_of(text)) {
    for (const std::string& cell : row) {
      CAPTURE(cell);
      CHECK((cell.empty() || std::string_view("=+-@").find(cell.front()) == std::string::npos));
    }
  }
  for (const char* bad : {"##[", "##vso[", "\x1b", "\n::"})
    CHECK(text.find(bad) == std::string::npos);
}
