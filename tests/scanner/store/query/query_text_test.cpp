// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <sstream>

#include "tests/support/rendered_query.h"

namespace keyhound::testing {
namespace {

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::size_t length = 0;
    for (const char c : line) length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80 ? 1 : 0;
    longest = std::max(longest, length);
  }
  return longest;
}

}  // namespace

TEST_CASE("A table has a head, its rows, and their number, with nothing that moves a cursor") {
  on_question_stores([](QuestionStore& store) {
    const std::string text = rendered_query(store, query_of("new"), text_of_width(0));
    CHECK(text ==
          "Findings that were not there before\n\n"
          "severity  rule        repository           path                 line  owner     first "
          "seen        fingerprint\n"
          "critical  github-pat  github.com/acme/web  src/\\x1B[31mred.env     7  team-pay  "
          "2026-11-30 02:15  kh1:aaaa\n\n1 row.\n");
    QueryRequest request = query_of("places");
    CHECK(rendered_query(store, request, text_of_width(0)).find(": :error::\\u{202E}") !=
          std::string::npos);
  });
}

TEST_CASE("A table fits the terminal: the widest columns give way, and paths keep their end") {
  on_question_stores([](QuestionStore& store) {
    for (const std::size_t width : {120U, 100U, 80U, 70U}) {
      CAPTURE(width);
      CHECK(longest_line(rendered_query(store, query_of("open"), text_of_width(width))) <= width);
    }
    const std::string text = rendered_query(store, query_of("open"), text_of_width(80));
    CHECK(text.find("\u2026") != std::string::npos);
    CHECK(text.find("/ci.yml ") != std::string::npos);
  });
}

TEST_CASE("No rows and rows that were left out are said") {
  on_question_stores([](QuestionStore& store) {
    QueryRequest request = query_of("open");
    request.limit = 1;
    CHECK(rendered_query(store, request, text_of_width(0))
              .find("The first 1 rows; there are more.") != std::string::npos);
    request.rules = {"none"};
    CHECK(rendered_query(store, request, text_of_width(0)).ends_with("\n\nNo rows.\n"));
  });
}

}  // namespace keyhound::testing
