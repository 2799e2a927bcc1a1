// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_lexer.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/reader_limits.h"

namespace keyhound {
namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  for (const GroovyToken& token : lex_groovy(text).tokens) {
    found.push_back(token.kind == GroovyTokenKind::kNewline
                        ? "\\n"
                        : std::string(text.substr(token.range.begin, token.range.size())));
  }
  return found;
}

using Words = std::vector<std::string>;

TEST_CASE("Comments, the shebang line and the byte order mark have no tokens") {
  CHECK(words("\xEF\xBB\xBF#!/usr/bin/env groovy\na // 'b'\n/* \" \n */ c") ==
        Words{"a", "\\n", "c"});
}

TEST_CASE("Operators are as long as they can be, and a range is no decimal number") {
  CHECK(words("a?.b == c ?: 1.5e3 + 1..5 -> x") ==
        Words{"a", "?.", "b", "==", "c", "?:", "1.5e3", "+", "1", "..", "5", "->", "x"});
}

TEST_CASE("A line that ends in a backslash goes on") {
  CHECK(words("a \\\n b\n\n\nc") == Words{"a", "b", "\\n", "c"});
}

TEST_CASE("Each kind of string is told by its quotes") {
  struct Row {
    const char* text;
    GroovyQuote quote;
    const char* value;
  };
  const std::vector<Row> rows = {
      {"'a$b'", GroovyQuote::kSingle, "a$b"},
      {"\"a b\"", GroovyQuote::kDouble, "a b"},
      {"'''a'\nb'''", GroovyQuote::kTripleSingle, "a'\nb"},
      {"\"\"\"a\"\nb\"\"\"", GroovyQuote::kTripleDouble, "a\"\nb"},
      {"= /a\\/b\\d/", GroovyQuote::kSlashy, "a/b\\d"},
      {"$/a/b$$c$/d/$", GroovyQuote::kDollarSlashy, "a/b$c/d"},
      {"''", GroovyQuote::kSingle, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const GroovyTokens tokens = lex_groovy(row.text);
    REQUIRE(tokens.strings.size() == 1);
    CHECK(tokens.is_complete);
    CHECK(tokens.strings[0].quote == row.quote);
    CHECK(tokens.strings[0].value.text == row.value);
  }
}

TEST_CASE("A slash behind a value divides, before a value it begins a string") {
  CHECK(lex_groovy("a = b / c / d").strings.empty());
  CHECK(lex_groovy("x = (1) / 2 / y[1] / 3").strings.empty());
  CHECK(lex_groovy("x =~ /a b/").strings.size() == 1);
  CHECK(lex_groovy("return /a b/").strings.size() == 1);
}

TEST_CASE("A slash without a second one is an operator, and what follows is read") {
  CHECK(words("x = / 'a'\ny") == Words{"x", "=", "/", "'a'", "\\n", "y"});
}

TEST_CASE("A quote without an end ends with its line, and the result is not complete") {
  const GroovyTokens tokens = lex_groovy("sh 'abc\necho 'x'");
  CHECK_FALSE(tokens.is_complete);
  REQUIRE(tokens.strings.size() == 2);
  CHECK(tokens.strings[0].value.text == "abc");
  CHECK_FALSE(tokens.strings[0].is_complete);
  CHECK(tokens.strings[1].value.text == "x");
}

TEST_CASE("A triple quote without an end goes to the end of the text") {
  const GroovyTokens tokens = lex_groovy("sh '''abc\ndef");
  CHECK_FALSE(tokens.is_complete);
  REQUIRE(tokens.strings.size() == 1);
  CHECK(tokens.strings[0].value.text == "abc\ndef");
}

TEST_CASE("More tokens than the limit are not read, and the result says so") {
  std::string text;
  for (std::size_t i = 0; i < kMostReaderItems; ++i) text += "a,";
  const GroovyTokens tokens = lex_groovy(text);
  CHECK(tokens.tokens.size() == kMostReaderItems);
  CHECK_FALSE(tokens.is_complete);
}

}  // namespace
}  // namespace keyhound
