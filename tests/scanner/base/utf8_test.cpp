// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/utf8.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

std::string encoded(char32_t c) {
  std::string text;
  append_utf8(text, c);
  return text;
}

}  // namespace

TEST_CASE("Every code point but the surrogates survives encoding and decoding") {
  std::size_t wrong = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string text = encoded(c);
    const Utf8Unit unit = next_utf8(text + "x");
    if (!unit.valid || unit.code_point != c || unit.length != text.size()) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("Sequences have the shortest of their possible lengths") {
  CHECK(encoded(0x7F).size() == 1);
  CHECK(encoded(0x80) == "\xC2\x80");
  CHECK(encoded(0x7FF).size() == 2);
  CHECK(encoded(0x800) == "\xE0\xA0\x80");
  CHECK(encoded(0xFFFF).size() == 3);
  CHECK(encoded(0x10000) == "\xF0\x90\x80\x80");
  CHECK(encoded(0x10FFFF) == "\xF4\x8F\xBF\xBF");
}

TEST_CASE("What is no code point is written as the replacement character") {
  for (const char32_t c : {0xD800U, 0xDBFFU, 0xDC00U, 0xDFFFU, 0x110000U, 0xFFFFFFFFU}) {
    CAPTURE(static_cast<unsigned>(c));
    CHECK(encoded(c) == "\xEF\xBF\xBD");
  }
}

TEST_CASE("A byte that begins no valid sequence is one invalid unit") {
  for (const std::string text :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2z", "\xE0\x9F\xBF", "\xE0\xA0",
        "\xE2\x28\xA1", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x90\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF8\x88\x80\x80\x80", "\xFE", "\xFF"}) {
    CAPTURE(text);
    const Utf8Unit unit = next_utf8(text);
    CHECK_FALSE(unit.valid);
    CHECK(unit.length == 1);
    CHECK(unit.code_point == 0xFFFD);
  }
}

TEST_CASE("sequence_start moves a cut only out of a valid sequence") {
  const std::string key = "\xF0\x9F\x94\x91";
  const std::string text = "a" + key + "b";
  for (const std::size_t inside : {1U, 2U, 3U, 4U}) CHECK(sequence_start(text, inside) == 1);
  CHECK(sequence_start(text, 0) == 0);
  CHECK(sequence_start(text, 5) == 5);
  CHECK(sequence_start(text, 6) == 6);
  CHECK(sequence_start(text, 99) == 6);
  // Stray continuation bytes are units of their own, also behind a sequence.
  CHECK(sequence_start("\x80\x80\x80\x80\x80", 4) == 4);
  CHECK(sequence_start(key + "\x80\x80", 5) == 5);
  CHECK(sequence_start("\xE2\x80z", 1) == 1);
}

}  // namespace keyhound
