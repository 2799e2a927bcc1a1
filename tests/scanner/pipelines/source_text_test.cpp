// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/source_text.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("A slice stands in the file as it is") {
  const SourceText text = SourceText::slice("key: value", {5, 10});
  CHECK(text.text == "value");
  CHECK(text.source_of(TextRange{1, 3}) == TextRange{6, 8});
}

TEST_CASE("A value of several segments maps each byte to its own place") {
  // "ab" from offset 10, a line break that stands for one byte, "cd" from offset 20.
  const SourceText text{"ab\ncd", {8, 24}, {{0, 10, 2}, {3, 20, 2}}};
  CHECK(text.source_of(0U) == 10);
  CHECK(text.source_of(3U) == 20);
  CHECK(text.source_of(TextRange{1, 5}) == TextRange{11, 22});
  CHECK(text.source_of(2U) == 12);
}

TEST_CASE("A value whose bytes have no known place stands where the whole does") {
  const SourceText text{"ab", {8, 24}, {}};
  CHECK(text.source_of(TextRange{1, 2}) == TextRange{8, 24});
}

}  // namespace
}  // namespace keyhound
