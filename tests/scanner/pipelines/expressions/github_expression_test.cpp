// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_expression.h"

#include <doctest/doctest.h>

#include <array>

namespace keyhound {
namespace {

TEST_CASE("Two quotes in a string are one") {
  const auto parsed = parse_github_expression("'it''s ''''' ");
  REQUIRE(parsed);
  CHECK(parsed->string_of(parsed->root) == "it's ''");
}

TEST_CASE("An error for showing holds no byte of the expression") {
  const auto parsed = parse_github_expression("format('{0}', 'PLACEHOLDER' 'x')");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().kind == ErrorKind::kCorrupt);
  CHECK(parsed.error().message == "unexpected symbol at position 29 of the expression");
  const auto ended = parse_github_expression("a ==");
  REQUIRE_FALSE(ended);
  CHECK(ended.error().message ==
        "unexpected end behind the symbol at position 3 of the expression");
}

TEST_CASE("Positions count UTF-16 units, ranges bytes") {
  const auto read = read_github_expression("'\xF0\x9F\x98\x8A\xC3\xBC' b");
  REQUIRE_FALSE(read);
  CHECK(read.error().range == TextRange{9, 10});
  CHECK(read.error().summary == "unexpected symbol at position 7 of the expression");
}

TEST_CASE("Without a list of names every context and function will do") {
  CHECK(parse_github_expression("mine.x && ours()"));
  CHECK(parse_github_expression("contains('a')"));
}

TEST_CASE("With a list, names count whatever their case, and so do numbers of arguments") {
  constexpr std::array<std::string_view, 1> kContexts = {"GitHub"};
  const GithubNames names{kContexts};
  CHECK(read_github_expression("GITHUB.sha && CONTAINS('a', 'b')", &names));
  CHECK_FALSE(read_github_expression("secrets.X", &names));
  CHECK_FALSE(read_github_expression("contains('a')", &names));
  CHECK_FALSE(read_github_expression("ours()", &names));
}

}  // namespace
}  // namespace keyhound
