// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_evaluator.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "scanner/pipelines/expressions/github_coercion.h"

namespace keyhound {
namespace {

std::string folded(std::string_view text) {
  const auto parsed = parse_github_expression(text);
  REQUIRE(parsed);
  const auto value = fold_github_constant(*parsed, parsed->root);
  return value ? github_to_text(*value) : "(nothing)";
}

TEST_CASE("What needs no context is a constant") {
  CHECK(folded("format('PAT_{0}_{1}', 'x', 1 == 1)") == "PAT_x_true");
  CHECK(folded("join(fromJSON('[\"a\", \"b\"]'), '-')") == "a-b");
  CHECK(folded("false && secrets.X || 'y'") == "y");
}

TEST_CASE("What needs a context, a run or an unknown function is none") {
  CHECK(folded("format('PAT_{0}', matrix.x)") == "(nothing)");
  CHECK(folded("hashFiles('**')") == "(nothing)");
  CHECK(folded("ours('x')") == "(nothing)");
}

TEST_CASE("A call with a wrong number of arguments fails, even if no one checked it before") {
  CHECK(folded("contains('a')") == "(nothing)");
  CHECK(folded("case(true, 'a', true, 'b')") == "(nothing)");
  CHECK(folded("toJSON()") == "(nothing)");
}

TEST_CASE("A function of the run says so") {
  const auto parsed = parse_github_expression("success()");
  REQUIRE(parsed);
  const auto value = evaluate_github_expression(*parsed, {});
  REQUIRE_FALSE(value);
  CHECK(value.error().kind == GithubErrorKind::kEvaluation);
  CHECK(value.error().summary == "a function of the running job");
}

TEST_CASE("Results that multiply end at the limit of memory, and soon") {
  const auto begin = std::chrono::steady_clock::now();
  std::string text = "'0123456789'";
  for (int i = 0; i < 40; ++i) text = "format('{0}{0}{0}{0}', " + text + ")";
  CHECK(folded(text) == "(nothing)");
  std::string empty = "''";
  for (int i = 0; i < 45; ++i) empty = "format('{0}{0}{0}{0}', " + empty + ")";
  CHECK(folded(empty).empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
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
