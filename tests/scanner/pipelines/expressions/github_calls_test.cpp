// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "scanner/pipelines/expressions/github_coercion.h"
#include "scanner/pipelines/expressions/github_evaluator.h"

namespace keyhound {
namespace {

std::string folded(std::string_view text) {
  const auto parsed = parse_github_expression(text);
  REQUIRE(parsed);
  const auto value = fold_github_constant(*parsed, parsed->root);
  return value ? github_to_text(*value) : "(nothing)";
}

TEST_CASE("Functions are called whatever their case") {
  CHECK(folded("CONTAINS('abc', 'B')") == "true");
  CHECK(folded("startswith('abc', 'Ab')") == "true");
  CHECK(folded("ENDSWITH('abc', 'b')") == "false");
  CHECK(folded("toJson(fromJson('[1]'))") == "[\n  1\n]");
}

TEST_CASE("A format takes each argument as often as it says, and nothing but numbers") {
  CHECK(folded("format('{1}{{{0}}}{1}', 'a', 2)") == "2{a}2");
  CHECK(folded("format('{0}', hashFiles('x'))") == "(nothing)");
  CHECK(folded("format('x', hashFiles('x'))") == "x");
  for (const char* text : {"format('{a}', 1)", "format('{}', 1)", "format('{0:x}', 1)",
                           "format('{256}', 1)", "format('{-0}', 1)", "format('{1}', 1)"}) {
    CAPTURE(text);
    CHECK(folded(text) == "(nothing)");
  }
}

TEST_CASE("A call with a wrong number of arguments fails, even if no one checked it before") {
  CHECK(folded("contains('a')") == "(nothing)");
  CHECK(folded("case(true, 'a', true, 'b')") == "(nothing)");
  CHECK(folded("toJSON()") == "(nothing)");
}

TEST_CASE("JSON that is nested too deep is a limit, not a crash") {
  const auto parsed = parse_github_expression("fromJSON('" + std::string(10'000, '[') + "')");
  REQUIRE(parsed);
  const auto value = evaluate_github_expression(*parsed, {});
  REQUIRE_FALSE(value);
  CHECK(value.error().is_limit);
}

}  // namespace
}  // namespace keyhound
