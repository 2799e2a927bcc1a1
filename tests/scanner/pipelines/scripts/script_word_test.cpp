// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/script_word.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Bytes without a place of their own count as the end of what is before them") {
  ScriptWord word;
  word.range = {10, 20};
  word.text = "ab\ncd";
  word.segments = {{0, 11, 2}, {3, 15, 2}};
  CHECK(word.source_of(TextRange{0, 2}) == TextRange{11, 13});
  CHECK(word.source_of(TextRange{3, 5}) == TextRange{15, 17});
  CHECK(word.text_of(TextRange{15, 17}) == TextRange{3, 5});
  CHECK(word.text_of(TextRange{11, 12}) == TextRange{0, 1});
}

TEST_CASE("An empty part stands where what is before it ends") {
  ScriptWord word;  // ab"cd"
  word.range = {10, 16};
  word.text = "abcd";
  word.segments = {{0, 10, 2}, {2, 13, 2}};
  CHECK(word.source_of(TextRange{0, 0}) == TextRange{10, 10});
  CHECK(word.source_of(TextRange{2, 2}) == TextRange{12, 12});
  CHECK(word.source_of(TextRange{4, 4}) == TextRange{15, 15});
}

TEST_CASE("A part beyond the word ends with it") {
  ScriptWord word;
  word.range = {10, 13};
  word.text = "abc";
  CHECK(part_of(word, TextRange{1, 9}).text == "bc");
  CHECK(part_of(word, 5).text.empty());
  CHECK(part_of(word, 1).range == TextRange{11, 13});
}

}  // namespace
}  // namespace keyhound
