// SPDX-License-Identifier: Apache-2.0
// Private to scanner/decode/: which bytes of a text can belong to encoded text, as bit masks of
// blocks of 64 bytes. Several GB/s where the CPU has AVX2. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>

namespace keyhound {

inline constexpr std::size_t kBlockSize = 64;

// Bit i is byte i of the block.
struct BlockMask {
  std::uint64_t run = 0;   // letters, digits and + / - _ (and DEL)
  std::uint64_t seed = 0;  // may begin an escape, or stand between a key and its value
};

// Fills `masks` for `count` blocks from `bytes` on. REQUIRES: one byte more can be read.
void mask_blocks(const char* bytes, std::size_t count, BlockMask* masks);

// The same without special instructions, for other CPUs and for tests.
void mask_blocks_portably(const char* bytes, std::size_t count, BlockMask* masks);

}  // namespace keyhound
