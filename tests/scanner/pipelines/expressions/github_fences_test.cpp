// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_fences.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

std::vector<std::string> insides(std::string_view text) {
  std::vector<std::string> found;
  for (const ExpressionFence& fence : find_github_fences(text)) {
    found.emplace_back(text.substr(fence.inside.begin, fence.inside.size()));
    CHECK(text.substr(fence.whole.begin, 3) == "${{");
    CHECK(fence.closed == text.substr(0, fence.whole.end).ends_with("}}"));
  }
  return found;
}

TEST_CASE("Every fence of a text is found with what is inside") {
  CHECK(insides("a ${{ b }}${{c}} $${{}} }} ${ {") == std::vector<std::string>{" b ", "c", ""});
}

TEST_CASE("Braces in a string do not end a fence") {
  CHECK(insides("${{ format('}}', 'it''s }}') }} }}") ==
        std::vector<std::string>{" format('}}', 'it''s }}') "});
}

TEST_CASE("A fence that is not closed reaches to the end of the text") {
  const std::string text = "x ${{ a ' }} ${{ b }";
  const auto fences = find_github_fences(text);
  REQUIRE(fences.size() == 1);
  CHECK_FALSE(fences[0].closed);
  CHECK(fences[0].whole == TextRange{2, 20});
  CHECK(fences[0].inside == TextRange{5, 20});
}

TEST_CASE("A condition without a fence is an expression as a whole") {
  const auto whole = find_condition_fences("github.ref == 'x'");
  REQUIRE(whole.size() == 1);
  CHECK(whole[0].inside == TextRange{0, 17});
  const auto fenced = find_condition_fences("${{ a }}");
  REQUIRE(fenced.size() == 1);
  CHECK(fenced[0].inside == TextRange{3, 6});
}

}  // namespace
}  // namespace keyhound
