// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/position_table.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {

TEST_CASE("PositionTable counts columns in UTF-16 code units and indexes in code points") {
  const std::string text = "a\xC3\xA4\xF0\x9F\x94\x91z\nb";  // a, ä, U+1F511 (two units), z
  const PositionTable table(text);
  CHECK(table.at_byte(table.byte_of_index(0)) == SourcePosition{1, 1});
  CHECK(table.at_byte(table.byte_of_index(2)) == SourcePosition{1, 3});
  CHECK(table.at_byte(table.byte_of_index(3)) == SourcePosition{1, 5});
  CHECK(table.at_byte(table.byte_of_index(4)) == SourcePosition{1, 6});
  CHECK(table.at_byte(table.byte_of_index(5)) == SourcePosition{2, 1});
  CHECK(table.byte_of_index(3) == 7);
}

TEST_CASE("PositionTable ends lines only at a line feed") {
  const PositionTable table(
      "a\r\nb\rc\xC2\x85"
      "d\xE2\x80\xA8"
      "e");
  CHECK(table.at_byte(table.byte_of_index(3)) == SourcePosition{2, 1});
  CHECK(table.at_byte(table.byte_of_index(9)) == SourcePosition{2, 7});
}

TEST_CASE("PositionTable answers with the end of the text beyond it") {
  const PositionTable table("ab\n");
  CHECK(table.at_byte(table.byte_of_index(99)) == SourcePosition{2, 1});
  CHECK(table.at_byte(99) == SourcePosition{2, 1});
  CHECK(table.byte_of_index(99) == 3);
  CHECK(PositionTable("").at_byte(0) == SourcePosition{1, 1});
}

TEST_CASE("PositionTable gives a byte order mark bytes, but neither index nor width") {
  const PositionTable table(
      "\xEF\xBB\xBF"
      "ab\nc");
  CHECK(table.byte_of_index(0) == 3);
  CHECK(table.byte_of_index(3) == 6);
  CHECK(table.at_byte(0) == SourcePosition{1, 1});
  CHECK(table.at_byte(3) == SourcePosition{1, 1});
  CHECK(table.at_byte(4) == SourcePosition{1, 2});
  CHECK(table.at_byte(6) == SourcePosition{2, 1});
  CHECK(byte_order_mark_size("ab") == 0);
}

TEST_CASE(
    "PositionTable agrees with a walk from the start at every index, beyond its checkpoints") {
  std::string text;
  for (int i = 0; i < 900; ++i) text += i % 7 == 0 ? "\xF0\x9F\x94\x91" : i % 50 == 1 ? "\n" : "x";
  const PositionTable table(text);
  std::size_t byte = 0;
  for (std::size_t index = 0; index < 900; ++index) {
    CAPTURE(index);
    CHECK(table.byte_of_index(index) == byte);
    CHECK(table.at_byte(byte) == advance({}, text.substr(0, byte)));
    byte += index % 7 == 0 ? 4U : 1U;
  }
}

}  // namespace keyhound
