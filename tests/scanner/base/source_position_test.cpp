// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/source_position.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

// The definition, one unit at a time.
SourcePosition walked(SourcePosition at, std::string_view text) {
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8(text);
    if (text.front() == '\n') {
      at = {at.line + 1, 1};
    } else {
      at.column += unit.code_point >= 0x10000 ? 2 : 1;
    }
    text.remove_prefix(unit.length);
  }
  return at;
}

}  // namespace

TEST_CASE("advance counts lines by line feeds and columns by UTF-16 code units") {
  struct Row {
    std::string text;
    std::uint64_t line;
    std::uint64_t column;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"", 1, 1},
           {"abc", 1, 4},
           {"a\n", 2, 1},
           {"a\r\nb", 2, 2},
           {"a\rb", 1, 4},
           {"\n\n\n", 4, 1},
           {"\xC3\xA4", 1, 2},
           {"\xE2\x82\xAC", 1, 2},
           {"\xF0\x9F\x94\x91", 1, 3},
           {"\xEF\xBF\xBF", 1, 2},
           {"\xF0\x90\x80\x80", 1, 3},
           {"\xFF\xFE", 1, 3},
           {"\xF0\x9F\x94", 1, 4},
           {"\xE2\x80\xA8z", 1, 3},
           {"\tx", 1, 3},
       }) {
    CAPTURE(row.text);
    CHECK(advance({}, row.text) == SourcePosition{row.line, row.column});
  }
}

TEST_CASE("advance goes on from where it starts") {
  CHECK(advance({7, 5}, "ab") == SourcePosition{7, 7});
  CHECK(advance({7, 5}, "ab\nc") == SourcePosition{8, 2});
}

TEST_CASE("advance equals a walk of one unit at a time, for every split of mixed text") {
  std::string text;
  for (int i = 0; i < 120; ++i) {
    text += i % 13 == 0   ? "\xF0\x9F\x94\x91"
            : i % 11 == 0 ? "\xC3\xA4"
            : i % 17 == 0 ? "\xFF"
            : i % 31 == 0 ? "\n"
                          : "abcdefghij";
  }
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    CAPTURE(cut);
    const std::string_view head = std::string_view(text).substr(0, cut);
    CHECK(advance({}, head) == walked({}, head));
    if (sequence_start(text, cut) != cut) continue;
    CHECK(advance(advance({}, head), std::string_view(text).substr(cut)) == walked({}, text));
  }
}

}  // namespace keyhound
