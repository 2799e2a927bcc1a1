// SPDX-License-Identifier: Apache-2.0
#include "tests/support/text_forms.h"

#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>

namespace keyhound::testing {

namespace {

// Takes one code point off the front; nothing when the bytes there are not UTF-8.
std::optional<uint32_t> take_code_point(std::string_view& text) {
  const auto byte_at = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const uint32_t lead = byte_at(0);
  size_t length = 1;
  if (lead >= 0xc2 && lead <= 0xdf) length = 2;
  if (lead >= 0xe0 && lead <= 0xef) length = 3;
  if (lead >= 0xf0 && lead <= 0xf4) length = 4;
  if ((length == 1 && lead >= 0x80) || text.size() < length) return std::nullopt;
  uint32_t point = length == 1 ? lead : lead & (0x7fU >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte_at(i) & 0xc0) != 0x80) return std::nullopt;
    point = (point << 6) | (byte_at(i) & 0x3fU);
  }
  constexpr std::array<uint32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = point >= 0xd800 && point <= 0xdfff;
  if (point < kSmallest[length] || point > 0x10ffff || is_surrogate) return std::nullopt;
  text.remove_prefix(length);
  return point;
}

void append_unit(std::string& out, uint32_t unit, int bytes, bool big_endian) {
  for (int i = 0; i < bytes; ++i) {
    const int shift = 8 * (big_endian ? bytes - 1 - i : i);
    out += static_cast<char>((unit >> shift) & 0xffU);
  }
}

bool is_bidirectional_control(uint32_t point) {
  return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

}  // namespace

std::string to_utf(Utf form, std::string_view utf8, bool with_bom) {
  const bool big_endian = form == Utf::k16Be || form == Utf::k32Be;
  const bool is_wide = form == Utf::k32Le || form == Utf::k32Be;
  std::string out;
  if (with_bom) append_unit(out, 0xfeff, is_wide ? 4 : 2, big_endian);
  while (!utf8.empty()) {
    const std::optional<uint32_t> point = take_code_point(utf8);
    if (!point) throw std::runtime_error("not UTF-8");
    if (is_wide || *point < 0x10000) {
      append_unit(out, *point, is_wide ? 4 : 2, big_endian);
    } else {
      append_unit(out, 0xd800 + ((*point - 0x10000) >> 10), 2, big_endian);
      append_unit(out, 0xdc00 + ((*point - 0x10000) & 0x3ffU), 2, big_endian);
    }
  }
  return out;
}

bool is_valid_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!take_code_point(bytes)) return false;
  }
  return true;
}

std::string obeyed_by_terminals(std::string_view text) {
  bool at_line_start = true;
  while (!text.empty()) {
    if (at_line_start && text.starts_with("::")) return "workflow command";
    const std::optional<uint32_t> point = take_code_point(text);
    if (!point) return "byte that is not UTF-8";
    at_line_start = *point == '\n';
    const bool is_control = *point < 0x20 || (*point >= 0x7f && *point < 0xa0);
    if (is_control && *point != '\n' && *point != '\t') {
      return "control character " + std::to_string(*point);
    }
    if (is_bidirectional_control(*point)) return "bidirectional control";
  }
  return "";
}

}  // namespace keyhound::testing
