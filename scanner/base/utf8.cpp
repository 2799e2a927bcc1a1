// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

constexpr Utf8Unit kInvalid{0xFFFD, 1, false};

}  // namespace

Utf8Unit next_utf8(std::string_view text) {
  const unsigned lead = byte_at(text, 0);
  if (lead < 0x80) return {static_cast<char32_t>(lead), 1, true};
  std::size_t length = 0;
  char32_t code_point = 0;
  char32_t least = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, code_point = lead & 0x1FU, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, code_point = lead & 0x0FU, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, code_point = lead & 0x07U, least = 0x10000;
  } else {
    return kInvalid;
  }
  if (text.size() < length) return kInvalid;
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned next = byte_at(text, i);
    if ((next & 0xC0U) != 0x80U) return kInvalid;
    code_point = (code_point << 6U) | (next & 0x3FU);
  }
  const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < least || code_point > 0x10FFFF || is_surrogate) return kInvalid;
  return {code_point, length, true};
}

std::size_t sequence_start(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return text.size();
  for (std::size_t back = 1; back <= 3 && back <= offset; ++back) {
    const bool is_continuation = (byte_at(text, offset - back) & 0xC0U) == 0x80U;
    if (is_continuation) continue;
    return next_utf8(text.substr(offset - back)).length > back ? offset - back : offset;
  }
  return offset;
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | (c >> 6U));
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | (c >> 12U));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | (c >> 18U));
    put(0x80U | ((c >> 12U) & 0x3FU));
    put(0x80U | ((c >> 6U) & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

}  // namespace keyhound
