// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/checksum/marvin32.h"

#include <bit>

namespace keyhound {
namespace {

struct State {
  std::uint32_t low;
  std::uint32_t high;

  void mix(std::uint32_t word) {
    low += word;
    high ^= low;
    low = std::rotl(low, 20) + high;
    high = std::rotl(high, 9) ^ low;
    low = std::rotl(low, 27) + high;
    high = std::rotl(high, 19);
  }
};

}  // namespace

std::uint64_t marvin64(std::string_view bytes, std::uint64_t seed) {
  State state{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)};
  std::uint32_t word = 0;
  unsigned held = 0;  // bits of `word`
  for (const char c : bytes) {
    word |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(c)) << held;
    held += 8;
    if (held < 32) continue;
    state.mix(word);
    word = 0;
    held = 0;
  }
  state.mix(word | (0x80U << held));
  state.mix(0);
  return (static_cast<std::uint64_t>(state.high) << 32U) | state.low;
}

std::uint32_t marvin32(std::string_view bytes, std::uint64_t seed) {
  const std::uint64_t hash = marvin64(bytes, seed);
  return static_cast<std::uint32_t>(hash >> 32U) ^ static_cast<std::uint32_t>(hash);
}

}  // namespace keyhound
