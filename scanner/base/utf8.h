// SPDX-License-Identifier: Apache-2.0
// Decoding of UTF-8 one code point at a time, after the well-formedness table of the Unicode
// standard (https://www.unicode.org/versions/latest/, table 3-7). Pure, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace keyhound {

// The first code point of a text, or one byte that starts no valid sequence.
struct Utf8Unit {
  char32_t code_point = 0;
  std::size_t length = 1;  // bytes; 1 when not valid
  bool valid = true;
};

// REQUIRES: `text` is not empty.
Utf8Unit next_utf8(std::string_view text);

// The greatest cut at or before `offset` that splits no UTF-8 sequence of `text`.
std::size_t sequence_start(std::string_view text, std::size_t offset);

// Appends `code_point` as UTF-8; surrogates and values beyond U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace keyhound
