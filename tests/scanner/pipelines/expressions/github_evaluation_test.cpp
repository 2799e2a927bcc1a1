// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_evaluation.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "scanner/pipelines/expressions/github_coercion.h"

namespace keyhound {
namespace {

// Within `memory`; with what it failed, where it did.
std::string evaluated(std::string_view text, std::size_t memory, const ExpressionObject& contexts) {
  const auto parsed = parse_github_expression(text);
  REQUIRE(parsed);
  GithubEvaluation evaluation(*parsed, contexts, memory);
  const auto value = evaluation.evaluate(parsed->root);
  return value ? github_to_text(*value) : "(" + evaluation.error().summary + ")";
}

TEST_CASE("Texts count with two bytes a byte, and what is beyond the memory fails") {
  CHECK(evaluated("'12345'", 10, {}) == "12345");
  CHECK(evaluated("'12345'", 9, {}) == "(a result too large)");
  CHECK(evaluated("toJSON('12345')", 20, {}) == "(a result too large)");
  CHECK(evaluated("toJSON('12345')", 24, {}) == "\"12345\"");
}

TEST_CASE("Wildcards count what they collect") {
  ExpressionArray array;
  array.items.assign(1000, ExpressionValue::boolean(true));
  ExpressionObject contexts;
  contexts.set("a", ExpressionValue::array(std::move(array)));
  CHECK(evaluated("a.*", 1000, contexts) == "(a result too large)");
  CHECK(evaluated("a.*", 100'000, contexts) == "Array");
}

TEST_CASE("Only what is reached is evaluated") {
  CHECK(evaluated("true || missing.x", 100, {}) == "true");
  CHECK(evaluated("case(true, 'a', missing.x)", 100, {}) == "a");
  CHECK(evaluated("false || missing.x", 100, {}) == "(a context without a value)");
}

TEST_CASE("Results that multiply end at the limit of memory, and soon") {
  const auto begin = std::chrono::steady_clock::now();
  std::string text = "'0123456789'";
  for (int i = 0; i < 40; ++i) text = "format('{0}{0}{0}{0}', " + text + ")";
  CHECK(evaluated(text, kGithubMemory, {}) == "(a result too large)");
  std::string empty = "''";
  for (int i = 0; i < 45; ++i) empty = "format('{0}{0}{0}{0}', " + empty + ")";
  CHECK(evaluated(empty, kGithubMemory, {}).empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

}  // namespace
}  // namespace keyhound
