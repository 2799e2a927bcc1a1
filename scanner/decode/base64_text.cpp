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
  const std::size_t quads = text.size() / 4;
  const auto is_ascii = [text](std::size_t quad) {
    const char* at = text.data() + 4 * quad;
    return ((value_of(at[0]) & 0x20U) | (value_of(at[1]) & 0x08U) | (value_of(at[2]) & 0x02U)) == 0;
  };
  // A row that is long enough has the quad at `probe`, or begins behind it.
  for (std::size_t least = 0; least + least_quads <= quads;) {
    const std::size_t probe = least + least_quads - 1;
    std::size_t begin = probe + 1;
    while (begin > least && is_ascii(begin - 1)) --begin;
    if (begin == least) return true;
    least = begin;
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
