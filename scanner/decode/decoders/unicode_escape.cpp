// SPDX-License-Identifier: Apache-2.0
// Escapes of JSON (RFC 8259 section 7) and of programming languages: \uXXXX, with surrogate pairs,
// \u{X...}, \UXXXXXXXX and \xXX.
#include "scanner/base/hex_digits.h"
#include "scanner/base/utf8.h"
#include "scanner/decode/decoder.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostDigits = 6;  // of \u{...}

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

// \u{X...}: `text` begins behind the brace.
std::size_t read_braced(std::string_view text, std::string& out) {
  const std::size_t digits = text.substr(0, kMostDigits + 1).find('}');
  if (digits == std::string_view::npos || digits == 0) return 0;
  const auto value = hex_number(text, digits);
  if (!value) return 0;
  append_utf8(out, static_cast<char32_t>(*value));
  return digits + 4;
}

std::size_t read_unit(std::string_view text, std::string& out) {
  if (text.size() > 2 && text[2] == '{') return read_braced(text.substr(3), out);
  const auto unit = hex_number(text.substr(2), 4);
  if (!unit) return 0;
  if (is_high_surrogate(*unit) && text.substr(6).starts_with("\\u")) {
    const auto low = hex_number(text.substr(8), 4);
    if (low && is_low_surrogate(*low)) {
      append_utf8(out,
                  static_cast<char32_t>(0x10000 + ((*unit & 0x3FFU) << 10U) + (*low & 0x3FFU)));
      return 12;
    }
  }
  append_utf8(out, static_cast<char32_t>(*unit));
  return 6;
}

std::size_t read_escape(std::string_view text, std::string& out) {
  if (text.size() < 4) return 0;
  switch (text[1]) {
    case 'u':
      return read_unit(text, out);
    case 'U':
      if (const auto value = hex_number(text.substr(2), 8)) {
        append_utf8(out, static_cast<char32_t>(*value));
        return 10;
      }
      return 0;
    case 'x':
      if (const auto byte = hex_number(text.substr(2), 2)) {
        out += static_cast<char>(*byte);
        return 4;
      }
      return 0;
    default:
      return 0;
  }
}

}  // namespace

extern const Decoder kUnicodeEscapeDecoder;
const Decoder kUnicodeEscapeDecoder = {"unicode-escape", RegionKind::kToken, nullptr, '\\',
                                       read_escape};

}  // namespace keyhound
