// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_string.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace keyhound {
namespace {

GroovyString read(std::string_view text, GroovyQuote quote = GroovyQuote::kDouble) {
  SearchBudget budget(text);
  auto string = read_groovy_string(text, 0, quote, budget);
  REQUIRE(string);
  return *string;
}

TEST_CASE("Escapes are resolved, and the bytes around them keep their places") {
  const GroovyString string = read(R"("a\tb\u0041\"c\\\$d" rest)");
  CHECK(string.value.text == "a\tbA\"c\\$d");
  CHECK(string.value.whole == TextRange{0, 20});
  CHECK(string.value.source_of(TextRange{2, 3}) == TextRange{4, 5});    // b
  CHECK(string.value.source_of(TextRange{8, 9}) == TextRange{18, 19});  // d
  CHECK(string.interpolations.empty());
}

TEST_CASE("A backslash before a line end joins the lines") {
  CHECK(read("'''a\\\nb\\\r\nc'''", GroovyQuote::kTripleSingle).value.text == "abc");
}

TEST_CASE("Interpolations stand in the value as written, with the names that they read") {
  const std::string_view text = R"("u: $env.USER-${PASS.trim()} $$ 5$ ${env['A']}")";
  const GroovyString string = read(text);
  CHECK(string.value.text == text.substr(1, text.size() - 2));
  REQUIRE(string.interpolations.size() == 3);
  const auto part = [&](std::size_t i) {
    const TextRange range = string.interpolations[i].value;
    return string.value.text.substr(range.begin, range.size());
  };
  CHECK(part(0) == "$env.USER");
  CHECK(string.interpolations[0].expression == "env.USER");
  CHECK(string.interpolations[0].paths == std::vector<std::string>{"env.USER"});
  CHECK(part(1) == "${PASS.trim()}");
  CHECK(string.interpolations[1].paths == std::vector<std::string>{"PASS"});
  CHECK(text.substr(string.interpolations[1].source.begin,
                    string.interpolations[1].source.size()) == "PASS.trim()");
  CHECK(string.interpolations[2].paths == std::vector<std::string>{"env.A"});
}

TEST_CASE("Braces and quotes inside an interpolation do not end it or the string") {
  const GroovyString string = read(R"("a ${m.collect { "}${it['"']}" }.join('"}')} b" c)");
  CHECK(string.is_complete);
  REQUIRE(string.interpolations.size() == 1);
  CHECK(string.interpolations[0].expression == R"(m.collect { "}${it['"']}" }.join('"}'))");
  CHECK(string.value.text.substr(string.interpolations[0].value.end) == " b");
}

TEST_CASE("Single quotes do not interpolate, slashy strings do") {
  CHECK(read("'$X ${Y}'", GroovyQuote::kSingle).interpolations.empty());
  CHECK(read("/$X ${Y} end$/", GroovyQuote::kSlashy).interpolations.size() == 2);
  CHECK(read("$/$X ${Y}/$", GroovyQuote::kDollarSlashy).interpolations.size() == 2);
}

TEST_CASE("An interpolation without an end is plain text, and the string is not complete") {
  const GroovyString string = read("\"a ${b c\" d");
  CHECK_FALSE(string.is_complete);
  CHECK(string.value.text == "a ${b c");
  CHECK(string.interpolations.empty());
}

TEST_CASE("Interpolations nested beyond the limit are plain text") {
  std::string text = "\"";
  for (int i = 0; i < 1000; ++i) text += "${\"";
  const GroovyString string = read(text);
  CHECK_FALSE(string.is_complete);
  CHECK(string.interpolations.empty());
}

}  // namespace
}  // namespace keyhound
