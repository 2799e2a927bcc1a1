// SPDX-License-Identifier: Apache-2.0
#include "policies/language/string_literal.h"

#include <cstdint>
#include <optional>

#include "policies/language/place.h"
#include "scanner/base/hex_digits.h"
#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

// The character that a one-letter escape stands for; nullopt: it is none.
std::optional<char> simple_escape(char letter) {
  static constexpr std::string_view kLetters = "abfnrtv\\?\"'`";
  static constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\?\"'`";
  const std::size_t place = kLetters.find(letter);
  if (place == std::string_view::npos) return std::nullopt;
  return kMeanings[place];
}

// The value of exactly three octal digits up to \377.
std::optional<std::uint32_t> octal_number(std::string_view text) {
  if (text.size() < 3 || text[0] > '3') return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, 3)) {
    if (c < '0' || c > '7') return std::nullopt;
    value = value * 8 + static_cast<std::uint32_t>(c - '0');
  }
  return value;
}

// How many hex digits follow the letter of an escape; 0: it is no such escape.
std::size_t hex_digits_of(char letter) {
  switch (letter) {
    case 'x':
    case 'X':
      return 2;
    case 'u':
      return 4;
    case 'U':
      return 8;
    default:
      return 0;
  }
}

// Appends what the escape at `offset` (of the backslash) means. The answer is the offset behind it.
Result<std::size_t> read_escape(std::string_view text, std::size_t offset, std::string& out) {
  const auto refuse = [&](std::string_view reason) {
    return fail(cel_error(text, offset, reason));
  };
  if (offset + 1 >= text.size()) return refuse("the string is not closed");
  const char letter = text[offset + 1];
  if (const auto simple = simple_escape(letter)) {
    out += *simple;
    return offset + 2;
  }
  const std::string_view digits = text.substr(offset + 2);
  std::optional<std::uint32_t> code_point;
  std::size_t length = 0;
  if (letter >= '0' && letter <= '7') {
    code_point = octal_number(text.substr(offset + 1));
    length = 4;
    if (!code_point) return refuse("an octal escape has three digits, from \\000 to \\377");
  } else if (const std::size_t count = hex_digits_of(letter); count != 0) {
    code_point = hex_number(digits, count);
    length = 2 + count;
    if (!code_point) return refuse("too few hex digits: write \\x41, \\u0041 or \\U00000041");
  } else {
    return refuse(
        "there is no such escape; write '\\\\' for a backslash, or a raw string r\"...\"");
  }
  if (*code_point > 0x10FFFF || (*code_point >= 0xD800 && *code_point <= 0xDFFF))
    return refuse("the escape is no Unicode character");
  append_utf8(out, static_cast<char32_t>(*code_point));
  return offset + length;
}

}  // namespace

Result<CelStringLiteral> read_string_literal(std::string_view text, std::size_t quote,
                                             bool is_raw) {
  const std::string three(3, text[quote]);
  const bool is_triple = text.substr(quote, 3) == three;
  const std::string_view closing = std::string_view(three).substr(0, is_triple ? 3 : 1);
  CelStringLiteral literal;
  std::size_t i = quote + closing.size();
  while (i < text.size()) {
    if (text.substr(i, closing.size()) == closing) {
      literal.end = i + closing.size();
      return literal;
    }
    const char c = text[i];
    if (!is_triple && (c == '\n' || c == '\r')) break;
    if (c == '\\' && !is_raw) {
      KEYHOUND_TRY(i, read_escape(text, i, literal.value));
      continue;
    }
    literal.value += c;
    ++i;
  }
  return fail(cel_error(text, quote, "the string is not closed"));
}

}  // namespace keyhound
