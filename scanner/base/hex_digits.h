// SPDX-License-Identifier: Apache-2.0
// Hex digits. Pure, thread-safe.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace keyhound {

constexpr std::array<std::int8_t, 256> hex_table() {
  std::array<std::int8_t, 256> table{};
  table.fill(-1);
  for (unsigned i = 0; i < 10; ++i) table['0' + i] = static_cast<std::int8_t>(i);
  for (unsigned i = 0; i < 6; ++i)
    table['a' + i] = table['A' + i] = static_cast<std::int8_t>(10 + i);
  return table;
}

// The value of a hex digit; -1: it is none.
inline int hex_value(char c) {
  static constexpr std::array<std::int8_t, 256> kTable = hex_table();
  return kTable[static_cast<unsigned char>(c)];
}

// The value of exactly these digits, at most 8; nullopt: other characters, or too few.
inline std::optional<std::uint32_t> hex_number(std::string_view text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, digits)) {
    if (hex_value(c) < 0) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(hex_value(c));
  }
  return value;
}

}  // namespace keyhound
