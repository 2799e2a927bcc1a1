// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

std::size_t count_in(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("JUnit report has a failure for each open finding and an error for what was not read") {
  const std::string text = render("junit", covered_result());
  check_golden("covered.xml", text);
  CHECK(count_in(text, "<failure ") == count_open(covered_result()));
  CHECK(count_in(text, "<error ") == 2);
  CHECK(text.find("name=\"keyhound.accepted\" value=\"2\"") != std::string::npos);
  CHECK(text.find("name=\"keyhound.waived\" value=\"1\"") != std::string::npos);
}

TEST_CASE("JUnit report of a clean scan has one test case, which passes") {
  const std::string text = render("junit", clean_result());
  check_golden("clean.xml", text);
  CHECK(text.find("tests=\"1\" failures=\"0\" errors=\"0\"") != std::string::npos);
  CHECK(count_in(text, "<testcase ") == 1);
}

TEST_CASE("JUnit report of hostile names is plain XML") {
  ScanResult result = hostile_result();
  result.findings[0].message = "]]></failure><testcase name=\"x\"/>\xef\xbf\xbf";
  const std::string text = render("junit", result);
  check_golden("hostile.xml", text);
  CHECK(is_valid_utf8(text));
  CHECK(count_in(text, "<testcase ") == 3);
  for (const char* bad : {"##[", "##vso[", "\x1b", "\n::", "\xef\xbf\xbf"})
    CHECK(text.find(bad) == std::string::npos);
}

TEST_CASE("JUnit test cases keep their names when lines move") {
  const auto name_at = [](std::uint64_t line) {
    ScanResult result = clean_result();
    result.findings = {secret_finding({occurrence_at("a.txt", line)})};
    const std::string text = render("junit", result);
    const std::size_t at = text.find("name=\"a.txt (kh1:");
    REQUIRE(at != std::string::npos);
    return text.substr(at, text.find('>', at) - at).substr(0, 44);
  };
  CHECK(name_at(1) == name_at(900));
}
