// SPDX-License-Identifier: Apache-2.0
#include "policies/language/lexer.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("An expression is cut into tokens that know their place") {
  std::deque<std::string> strings;
  const std::string text = "a1 .b<=0x1F // c\n!r'\\'+1.5e-1";
  const auto tokens = tokenize(text, strings);
  REQUIRE(tokens);
  std::vector<std::string> written;
  for (const CelToken& token : *tokens)
    written.push_back(text.substr(token.begin, token.end - token.begin));
  CHECK(written ==
        std::vector<std::string>{"a1", ".", "b", "<=", "0x1F", "!", "r'\\'", "+", "1.5e-1", ""});
  CHECK((*tokens)[4].magnitude == 31);
  CHECK((*tokens)[6].text == "\\");
  CHECK((*tokens)[8].number == 0.15);
  CHECK(tokens->back().kind == CelTokenKind::kEnd);
}

TEST_CASE("A number keeps the dot of a method and the letter of a name out") {
  std::deque<std::string> strings;
  const auto method = tokenize("1.size", strings);
  REQUIRE(method);
  CHECK(method->size() == 4);
  const auto letter = tokenize("1e", strings);
  REQUIRE(letter);
  CHECK(letter->size() == 3);
}

TEST_CASE("Strings that span lines need three quotes, and errors count the lines") {
  std::deque<std::string> strings;
  const auto text = tokenize("'''a\nb'''", strings);
  REQUIRE(text);
  CHECK((*text)[0].text == "a\nb");
  const auto open = tokenize("1 +\n 'a\nb'", strings);
  REQUIRE(!open);
  CHECK(open.error().message == "2:2: the string is not closed");
}

}  // namespace
}  // namespace keyhound
