// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/private_key_text.h"

#include <algorithm>
#include <cstdint>

#include "scanner/base/check.h"

namespace keyhound {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64OrPadding =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

// What stands between the lines of dashes.
std::string_view body_of(std::string_view text) {
  constexpr std::string_view kDashes = "-----";
  constexpr std::string_view kLabelEnd = "PRIVATE KEY-----";
  if (text.find("ENCRYPTED") != std::string_view::npos) return {};
  const std::size_t label = text.find(kLabelEnd);
  if (label == std::string_view::npos) {
    return text.find(kDashes) == std::string_view::npos ? text : std::string_view();
  }
  const std::string_view body = text.substr(label + kLabelEnd.size());
  return body.substr(0, body.find(kDashes));
}

// The ASCII character of a \u002b escape, as .NET and Gson write "+" and "="; 0: none.
char unicode_escape(std::string_view digits) {
  if (digits.size() < 4 || !digits.starts_with("00")) return '\0';
  std::size_t value = 0;
  for (const char c : digits.substr(2, 2)) {
    const std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(c);
    if (digit == std::string_view::npos) return '\0';
    value = value * 16 + (digit < 16 ? digit : digit - 6);
  }
  return static_cast<char>(value < 0x80 ? value : 0);
}

// Copies `body` with the escapes of string literals replaced: \n, \r, \t by a line end, however
// many backslashes there are, \u002b by its character; other backslashes stay and mean nothing.
std::size_t unescape(std::string_view body, std::span<char> out) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    char c = body[i];
    const char next = c == '\\' && i + 1 < body.size() ? body[i + 1] : '\0';
    const char meant = next == 'u' ? unicode_escape(body.substr(i + 2)) : '\0';
    if (meant != '\0') {
      c = meant;
      i += 5;
    } else if (next == 'n' || next == 'r' || next == 't') {
      c = '\n';
      ++i;
    } else if (next == '/') {
      continue;  // \/ is a slash, and joins what stands around it
    }
    out[size++] = c;
  }
  return size;
}

// Decodes the base64 among the first `size` characters of `buffer` in place, over quotes, commas
// and line ends. Fewer than four characters before others are no line of base64 but glue: the +
// that joins two strings, the b before a string in Python.
std::size_t decode_base64(std::span<char> buffer, std::size_t size) {
  const std::string_view text(buffer.data(), size);
  std::size_t written = 0;
  std::uint32_t bits = 0;
  unsigned count = 0;
  std::size_t start = text.find_first_of(kBase64OrPadding);
  while (start != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_not_of(kBase64OrPadding, start), size);
    const std::size_t next = text.find_first_of(kBase64OrPadding, end);
    const bool is_glue = end - start < 4 && next != std::string_view::npos;
    for (std::size_t i = start; i < end && !is_glue; ++i) {
      const std::size_t value = kBase64.find(text[i]);
      if (value == std::string_view::npos) return written;  // padding ends it
      bits = (bits << 6U) | static_cast<std::uint32_t>(value);
      count += 6;
      if (count < 8) continue;
      count -= 8;
      buffer[written++] = static_cast<char>((bits >> count) & 0xFFU);
    }
    start = next;
  }
  return written;
}

}  // namespace

std::size_t decode_private_key_text(std::string_view text, std::span<char> out) {
  KEYHOUND_CHECK(out.size() >= text.size());
  return decode_base64(out, unescape(body_of(text), out));
}

}  // namespace keyhound
