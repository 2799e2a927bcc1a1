// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/dockerfile/dockerfile_words.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace keyhound {
namespace {

SourceText whole(std::string_view text) {
  return SourceText::slice(text, {0, static_cast<std::uint32_t>(text.size())});
}

std::string unquoted(std::string_view text, char escape = '\\') {
  return dockerfile_unquoted(whole(text), {0, static_cast<std::uint32_t>(text.size())}, escape)
      .text;
}

TEST_CASE("A word ends at a blank outside of quotes") {
  CHECK(dockerfile_word("  a\"b c\"d e", 0, '\\') == TextRange{2, 9});
  CHECK(dockerfile_word("a\\ b c", 0, '\\') == TextRange{0, 4});
  CHECK(dockerfile_word("'a\\' b", 0, '\\') == TextRange{0, 4});
  CHECK(dockerfile_word("   ", 0, '\\').empty());
  CHECK(dockerfile_word("\"a b", 0, '\\') == TextRange{0, 4});
}

TEST_CASE("The equals sign in quotes does not part a pair") {
  CHECK(dockerfile_equals("\"a=b\"=c", {0, 7}, '\\') == 5);
  CHECK(dockerfile_equals("abc", {0, 3}, '\\') == 3);
}

TEST_CASE("Quotes and escapes are resolved as the shell does") {
  CHECK(unquoted(R"(a"b c"'d')") == "ab cd");
  CHECK(unquoted(R"("a\"b\nc")") == R"(a"b\nc)");
  CHECK(unquoted(R"('a\b\"')") == R"(a\b\")");
  CHECK(unquoted(R"(a\ b\)") == R"(a b\)");
  CHECK(unquoted("C:\\a`\"b", '`') == "C:\\a\"b");
  CHECK(unquoted("\"a") == "a");
}

TEST_CASE("The JSON form has strings only, with escapes") {
  const std::string_view text = R"( ["a\"b\u0041", "c"] )";
  const auto strings = dockerfile_json(whole(text));
  REQUIRE(strings);
  REQUIRE(strings->size() == 2);
  CHECK((*strings)[0].text == "a\"bA");
  CHECK(text.substr((*strings)[1].source_of(0U), 1) == "c");
  CHECK(dockerfile_json(whole("[]"))->empty());
  for (const char* other :
       {"", "[", "[a]", "[\"a\"", "[\"a\",]", "[\"a\"] b", "[\"\\x\"]", "['a']"}) {
    CAPTURE(other);
    CHECK_FALSE(dockerfile_json(whole(other)));
  }
}

}  // namespace
}  // namespace keyhound
