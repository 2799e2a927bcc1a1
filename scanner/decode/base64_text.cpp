// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/base64_text.h"

#include <array>
#include <cstdint>

namespace keyhound {
namespace {

constexpr std::uint8_t kNone = 0xFF;

constexpr std::array<std::uint8_t, 256> value_table() {
  std::array<std::uint8_t, 256> table{};
  table.fill(kNone);
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < kDigits.size(); ++i)
    table[static_cast<unsigned char>(kDigits[i])] = static_cast<std::uint8_t>(i);
  table['-'] = 62;
  table['_'] = 63;
  return table;
}

constexpr std::array<std::uint8_t, 256> kValues = value_table();

std::uint32_t value_of(char c) { return kValues[static_cast<unsigned char>(c)]; }

}  // namespace

// Four characters are three bytes, and one bit of each of the first three characters is the highest
// bit of a byte. 16 bytes in a row are four times four characters, or more.
bool may_hold_ascii(std::string_view text, std::size_t least_row) {
  const std::size_t least_quads = (least_row - 2) / 3;
  std::size_t in_row = 0;
  for (std::size_t i = 0; i + 4 <= text.size(); i += 4) {
    const std::uint32_t high = (value_of(text[i]) & 0x20U) | (value_of(text[i + 1]) & 0x08U) |
                               (value_of(text[i + 2]) & 0x02U);
    in_row = high == 0 ? in_row + 1 : 0;
    if (in_row == least_quads) return true;
  }
  return false;
}

bool decode_base64(std::string_view text, std::string& bytes) {
  bytes.resize(text.size() / 4 * 3 + 2);
  std::size_t out = 0;
  std::uint32_t all = 0;
  std::size_t i = 0;
  const auto put = [&](std::uint32_t byte) { bytes[out++] = static_cast<char>(byte & 0xFFU); };
  for (; i + 4 <= text.size(); i += 4) {
    const std::uint32_t a = value_of(text[i]);
    const std::uint32_t b = value_of(text[i + 1]);
    const std::uint32_t c = value_of(text[i + 2]);
    const std::uint32_t d = value_of(text[i + 3]);
    all |= a | b | c | d;
    put(a << 2U | b >> 4U);
    put(b << 4U | c >> 2U);
    put(c << 6U | d);
  }
  if (text.size() - i >= 2) {
    const std::uint32_t a = value_of(text[i]);
    const std::uint32_t b = value_of(text[i + 1]);
    all |= a | b;
    put(a << 2U | b >> 4U);
    if (text.size() - i == 3) {
      const std::uint32_t c = value_of(text[i + 2]);
      all |= c;
      put(b << 4U | c >> 2U);
    }
  }
  bytes.resize(out);
  return all < 64;
}

bool is_canonical_base64(std::string_view text) {
  switch (text.size() % 4) {
    case 0:
      return true;
    case 2:
      return (value_of(text.back()) & 0x0FU) == 0;
    case 3:
      return (value_of(text.back()) & 0x03U) == 0;
    default:
      return false;
  }
}

}  // namespace keyhound
