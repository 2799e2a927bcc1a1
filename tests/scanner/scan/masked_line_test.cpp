// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/masked_line.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {

TEST_CASE("A line is shown with its known secrets masked") {
  const ScanFixture fixture;
  const std::string text = "one\nkey = hunter2;\nthree";
  CHECK(masked_line(text, 2, {{{2, 7}, {2, 14}, "***"}}, 100, fixture.scanner()) == "key = ***;");
}

TEST_CASE("A secret that nobody named is masked too") {
  const ScanFixture fixture;
  const std::string text = "a = hunter2, b = " + acme_token(1);
  const std::string line = masked_line(text, 1, {{{1, 5}, {1, 12}, "***"}}, 100, fixture.scanner());
  CHECK(line.starts_with("a = ***, b = acme_"));
  CHECK(line.find(acme_token(1)) == std::string::npos);
}

TEST_CASE("Of a secret of several lines the part in the line is masked") {
  const ScanFixture fixture;
  const std::string text = "key = abc\ndef\nghi;";
  const std::vector<MaskedPlace> places = {{{1, 7}, {3, 4}, "***"}};
  CHECK(masked_line(text, 1, places, 100, fixture.scanner()) == "key = ***");
  CHECK(masked_line(text, 2, places, 100, fixture.scanner()) == "***");
  CHECK(masked_line(text, 3, places, 100, fixture.scanner()) == "***;");
}

TEST_CASE("Places that overlap are one, and lines that are not there are empty") {
  const ScanFixture fixture;
  const std::vector<MaskedPlace> places = {{{1, 2}, {1, 5}, "*"}, {{1, 3}, {1, 7}, "+"}};
  CHECK(masked_line("abcdefghi", 1, places, 100, fixture.scanner()) == "a*ghi");
  CHECK(masked_line("abc", 2, {}, 100, fixture.scanner()).empty());
  CHECK(masked_line("abc", 0, {}, 100, fixture.scanner()).empty());
}

TEST_CASE("A long line is cut around the secret") {
  const ScanFixture fixture;
  const std::string pad(500, 'x');
  const std::string text = pad + " hunter2 " + pad;
  const std::string line =
      masked_line(text, 1, {{{1, 502}, {1, 509}, "***"}}, 60, fixture.scanner());
  CHECK(line.size() <= 66);
  CHECK(line.starts_with("...x"));
  CHECK(line.ends_with("x..."));
  CHECK(line.find(" *** ") != std::string::npos);
}

}  // namespace keyhound
