// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/text_edit.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Edits are applied by place, whatever order they come in") {
  std::vector<TextEdit> edits = {{{6, 11}, "there"}, {{0, 0}, "> "}, {{5, 6}, ""}, {{12, 12}, "."}};
  REQUIRE(sort_edits("hello world!", edits));
  CHECK(apply_edits("hello world!", edits) == "> hellothere!.");
}

TEST_CASE("Edits that touch the same bytes, one place, or what is beyond the text are refused") {
  std::vector<TextEdit> overlapping = {{{0, 4}, "a"}, {{3, 5}, "b"}};
  CHECK_FALSE(sort_edits("hello", overlapping));
  std::vector<TextEdit> insertions = {{{2, 2}, "a"}, {{2, 2}, "b"}};
  CHECK_FALSE(sort_edits("hello", insertions));
  std::vector<TextEdit> inside = {{{0, 4}, "a"}, {{2, 2}, "b"}};
  CHECK_FALSE(sort_edits("hello", inside));
  std::vector<TextEdit> beyond = {{{4, 9}, "a"}};
  CHECK_FALSE(sort_edits("hello", beyond));
}

TEST_CASE("Places of the edited text are found in the text before") {
  std::vector<TextEdit> edits = {{{2, 2}, "xy"}, {{4, 6}, ""}};
  REQUIRE(sort_edits("abcdefg", edits));
  REQUIRE(apply_edits("abcdefg", edits) == "abxycdg");
  const std::uint32_t before[] = {0, 1, 2, 2, 2, 3, 6, 7};
  for (std::uint32_t i = 0; i < 8; ++i) CHECK(offset_before(edits, i) == before[i]);
}

}  // namespace keyhound
