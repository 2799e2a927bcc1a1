// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/segment_builder.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("SegmentBuilder joins bytes that are neighbours in value and source") {
  SegmentBuilder builder("ab cd", "abcd");
  builder.copy(0, 1);
  builder.copy(1, 1);
  builder.copy(3, 2);
  const auto segments = builder.take();
  REQUIRE(segments.size() == 2);
  CHECK(segments[0].length == 2);
  CHECK(segments[1].value == 2);
  CHECK(segments[1].source == 3);
}

TEST_CASE("SegmentBuilder gives nothing for a value that differs, or is longer") {
  SegmentBuilder other("abc", "abd");
  other.copy(0, 3);
  CHECK_FALSE(other.fits());
  other.make("d");
  CHECK(other.take().empty());
  SegmentBuilder longer("abc", "abcd");
  longer.copy(0, 3);
  CHECK(longer.fits());
  CHECK(longer.take().empty());
}

TEST_CASE("SegmentBuilder takes line breaks as libyaml does") {
  const std::string_view source = "\r\n\r\xC2\x85\xE2\x80\xA8\n";
  CHECK(break_size(source, 0) == 2);
  CHECK(break_size(source, 1) == 1);
  CHECK(break_size(source, 2) == 1);
  CHECK(break_size(source, 3) == 2);
  CHECK(break_size(source, 5) == 3);
  CHECK(break_size(source, 6) == 0);
  CHECK(break_size(source, 99) == 0);
  SegmentBuilder builder(source, "\n\n\n\xE2\x80\xA8\n");
  for (const std::size_t at : {0U, 2U, 3U, 5U, 8U}) builder.copy_break(at);
  const auto segments = builder.take();
  REQUIRE(segments.size() == 2);
  CHECK(segments[0].source == 1);
  CHECK(segments[0].length == 1);
  CHECK(segments[1].source == 5);
  CHECK(segments[1].length == 4);
}

}  // namespace keyhound
