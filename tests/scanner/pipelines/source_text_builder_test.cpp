// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/source_text_builder.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Neighbours in the file become one segment, and what was put between has no place") {
  SourceTextBuilder builder("\"ab\\ncd\"");
  builder.copy({1, 2});
  builder.copy({2, 3});
  builder.put("\n");
  builder.copy({5, 7});
  const SourceText text = builder.finish({0, 8});
  CHECK(text.text == "ab\ncd");
  REQUIRE(text.segments.size() == 2);
  CHECK(text.source_of(TextRange{0, 2}) == TextRange{1, 3});
  CHECK(text.source_of(TextRange{3, 5}) == TextRange{5, 7});
}

TEST_CASE("A part of a value keeps the places of its bytes") {
  const SourceText text{"ab\ncd", {8, 24}, {{0, 10, 2}, {3, 20, 2}}};
  const SourceText part = part_of(text, {1, 4});
  CHECK(part.text == "b\nc");
  CHECK(part.source_of(TextRange{0, 1}) == TextRange{11, 12});
  CHECK(part.source_of(TextRange{2, 3}) == TextRange{20, 21});
  CHECK(part.whole == TextRange{11, 21});
}

TEST_CASE("A part between the segments has no place of its own") {
  const SourceText text{"ab\ncd", {8, 24}, {{0, 10, 2}, {3, 20, 2}}};
  CHECK(part_of(text, {2, 3}).segments.empty());
  CHECK(part_of(text, {2, 2}).text.empty());
}

}  // namespace
}  // namespace keyhound
