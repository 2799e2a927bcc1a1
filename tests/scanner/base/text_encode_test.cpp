// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/text_encode.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/base/utf8.h"
#include "tests/support/text_forms.h"

namespace keyhound {
namespace {

std::vector<std::uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

std::string encoded(char32_t c) {
  std::string text;
  append_utf8(text, c);
  return text;
}

}  // namespace

TEST_CASE("to_hex writes two lower-case digits a byte") {
  CHECK(to_hex({}).empty());
  CHECK(to_hex(bytes_of({"\x00\x0f\xf0\xff", 4})) == "000ff0ff");
}

TEST_CASE("to_base32 and to_base64 give the vectors of RFC 4648") {
  struct Row {
    std::string bytes, base32, base64;
  };
  for (const Row& row : std::initializer_list<Row>{{"", "", ""},
                                                   {"f", "my", "Zg=="},
                                                   {"fo", "mzxq", "Zm8="},
                                                   {"foo", "mzxw6", "Zm9v"},
                                                   {"foob", "mzxw6yq", "Zm9vYg=="},
                                                   {"fooba", "mzxw6ytb", "Zm9vYmE="},
                                                   {"foobar", "mzxw6ytboi", "Zm9vYmFy"},
                                                   {"\xFF\xFE\xFD", "777p2", "//79"}}) {
    CAPTURE(row.bytes);
    CHECK(to_base32(bytes_of(row.bytes)) == row.base32);
    CHECK(to_base64(row.bytes) == row.base64);
  }
}

TEST_CASE("to_valid_utf8 replaces exactly the bytes that belong to no sequence") {
  struct Row {
    std::string text, valid;
  };
  const std::string mark = "\xEF\xBF\xBD";
  for (const Row& row : std::initializer_list<Row>{
           {"", ""},
           {"a\xC3\xA4\xF0\x9F\x94\x91", "a\xC3\xA4\xF0\x9F\x94\x91"},
           {"a\xFFz", "a" + mark + "z"},
           {"\xC3", mark},
           {"\xF0\x9F\x94", mark + mark + mark},
           {"\xED\xA0\x80", mark + mark + mark},
           {std::string("a\0b", 3), std::string("a\0b", 3)},
       }) {
    CAPTURE(row.text);
    CHECK(to_valid_utf8(row.text) == row.valid);
    CHECK(is_valid_utf8(row.text) == (row.text == row.valid));
  }
}

TEST_CASE("escape_for_terminal leaves printable text as it is") {
  for (const std::string text :
       {"", "src/a b.cpp", "~!\"\\", "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x94\x91", "\xC2\xA0",
        "\xE2\x80\x90"}) {
    CAPTURE(text);
    CHECK(escape_for_terminal(text) == text);
  }
}

TEST_CASE("escape_for_terminal shows every control character as an escape") {
  for (char32_t c = 0; c < 0xA0; ++c) {
    if (c >= 0x20 && c < 0x7F) continue;
    CAPTURE(static_cast<unsigned>(c));
    const std::string shown = escape_for_terminal("a" + encoded(c) + "b");
    CHECK(shown.size() > 3);
    CHECK(shown.starts_with("a\\"));
    CHECK(shown.ends_with("b"));
    for (const char byte : shown) CHECK((byte >= 0x20 && byte < 0x7F));
  }
  CHECK(escape_for_terminal("\n\r\t") == "\\n\\r\\t");
  CHECK(escape_for_terminal("\x1B[31m") == "\\x1B[31m");
  CHECK(escape_for_terminal(std::string(1, '\0')) == "\\x00");
  CHECK(escape_for_terminal("\xC2\x9B") == "\\u{009B}");
}

TEST_CASE("escape_for_terminal shows what reorders, hides or breaks text as an escape") {
  const std::vector<std::pair<char32_t, char32_t>> ranges = {
      {0x061C, 0x061C}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}};
  for (const auto& [first, last] : ranges) {
    for (char32_t c = first; c <= last; ++c) {
      CAPTURE(static_cast<unsigned>(c));
      CHECK(escape_for_terminal(encoded(c)).starts_with("\\u{"));
    }
  }
}

TEST_CASE("escape_for_terminal shows invalid bytes by their value") {
  CHECK(escape_for_terminal("a\xFF\xC3z") == "a\\xFF\\xC3z");
  CHECK(escape_for_terminal("\xE2\x80") == "\\xE2\\x80");
}

TEST_CASE("Whatever the bytes, what is escaped is valid UTF-8 that no terminal obeys") {
  std::string text;
  for (unsigned i = 0; i < 3000; ++i) text += static_cast<char>((i * 7919U + (i >> 3U)) & 0xFFU);
  for (char32_t c = 0; c < 0x3000; ++c) text += encoded(c);
  CHECK(testing::obeyed_by_terminals(escape_for_terminal(text)) == "");
  CHECK(escape_for_terminal(text).find('\n') == std::string::npos);
}

}  // namespace keyhound
