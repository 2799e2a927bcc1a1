// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/yaml_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "scanner/base/ascii.h"
#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

// Words that some YAML version reads as null, a boolean or a number.
constexpr std::array<std::string_view, 12> kReserved = {
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf", "~"};

bool is_plain_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '/' || c == '.' || c == '-';
}

// Strict: starts with a letter and has no character that means anything to YAML.
bool is_plain(std::string_view text) {
  const std::string lower = to_lower_ascii(text);
  const bool starts_with_letter = !lower.empty() && lower.front() >= 'a' && lower.front() <= 'z';
  return starts_with_letter && std::all_of(text.begin(), text.end(), is_plain_character) &&
         std::find(kReserved.begin(), kReserved.end(), lower) == kReserved.end();
}

// Controls, line separators, marks that turn the direction of writing, byte order marks and what is
// no character: shown as escapes, so that a person sees them.
bool is_escaped(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c & 0xFFFEU) == 0xFFFE || c >= 0xE0000;
}

std::string escape(char32_t c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const int count = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  std::string out = count == 2 ? "\\x" : count == 4 ? "\\u" : "\\U";
  for (int i = count - 1; i >= 0; --i) out += kDigits[(c >> (4 * static_cast<unsigned>(i))) & 0xFU];
  return out;
}

}  // namespace

std::string yaml_text(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out = "\"";
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8(text);
    const char32_t c = unit.valid ? unit.code_point : U'\uFFFD';
    if (c == '"' || c == '\\') out += '\\';
    if (is_escaped(c)) {
      out += escape(c);
    } else {
      append_utf8(out, c);
    }
    text.remove_prefix(unit.length);
  }
  return out + '"';
}

}  // namespace keyhound
