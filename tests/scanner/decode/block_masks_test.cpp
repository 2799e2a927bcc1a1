// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/block_masks.h"

#include <doctest/doctest.h>

#include <array>
#include <cctype>
#include <random>
#include <string>

namespace keyhound {

TEST_CASE("Block masks are the same with and without special instructions") {
  std::mt19937 random(3);
  std::string bytes(kBlockSize * 64 + 1, '\0');
  for (int round = 0; round < 50; ++round) {
    for (char& c : bytes) c = static_cast<char>(round % 2 == 0 ? random() : ' ' + random() % 95);
    std::array<BlockMask, 64> fast;
    std::array<BlockMask, 64> portable;
    mask_blocks(bytes.data(), 64, fast.data());
    mask_blocks_portably(bytes.data(), 64, portable.data());
    for (std::size_t i = 0; i < 64; ++i) {
      CHECK(fast[i].run == portable[i].run);
      CHECK(fast[i].seed == portable[i].seed);
    }
  }
}

TEST_CASE("Masks show every character of a run and every beginning of an escape") {
  std::string bytes(kBlockSize + 1, ' ');
  for (unsigned c = 0; c < 256; ++c) {
    bytes[5] = static_cast<char>(c);
    BlockMask mask;
    mask_blocks_portably(bytes.data(), 1, &mask);
    const bool in_run = std::isalnum(static_cast<int>(c)) != 0 || c == '+' || c == '/' ||
                        c == '-' || c == '_' || c == 0x7F;
    CAPTURE(c);
    CHECK((mask.run >> 5U & 1U) == (in_run ? 1U : 0U));
  }
  for (const std::string_view seed :
       {"%41", "\\u0041", "\\x41", "\\U00000041", "&#65;", "&amp;", "&lt;", "&gt;", "&quot;",
        "&apos;", "&colon;", "&commat;", "&sol;", "&semi;", ": a", ":\"a"}) {
    CAPTURE(seed);
    bytes = std::string(7, ' ') + std::string(seed) + std::string(kBlockSize, ' ');
    BlockMask mask;
    mask_blocks_portably(bytes.data(), 1, &mask);
    CHECK((mask.seed >> 7U & 1U) == 1U);
  }
}

}  // namespace keyhound
