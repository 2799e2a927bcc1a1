// SPDX-License-Identifier: Apache-2.0
// A byte is looked up by its two halves: table `low` by the lower, `high` by the upper, and the
// bits that both have are its classes. Four bits make up the characters of runs, and four are the
// characters that begin a seed. A seed also asks for the byte behind it, which is looked up in two
// more tables: it must have the same bit. What the tables say is a little more than what is meant
// (they are products of halves), so whoever uses a seed looks at it again.
#include "scanner/decode/block_masks.h"

#include <algorithm>
#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace keyhound {
namespace {

constexpr std::uint8_t kRunBits = 0x0F;
constexpr std::uint8_t kSeedBits = 0xF0;

struct HalfTables {
  std::array<std::uint8_t, 16> low{};
  std::array<std::uint8_t, 16> high{};

  constexpr void add(std::uint8_t bit, std::initializer_list<int> highs,
                     std::initializer_list<int> lows) {
    for (const int half : highs) high[static_cast<std::size_t>(half)] |= bit;
    for (const int half : lows) low[static_cast<std::size_t>(half)] |= bit;
  }
  [[nodiscard]] constexpr std::uint8_t of(std::uint8_t byte) const {
    return low[byte & 15U] & high[byte >> 4U];
  }
};

constexpr HalfTables first_tables() {
  HalfTables t;
  t.add(0x01, {2}, {11, 13, 15});                                            // + - /
  t.add(0x02, {3}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});                          // digits
  t.add(0x04, {4, 6}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});  // A-O a-o
  t.add(0x08, {5, 7}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15});               // P-Z p-z _ DEL
  t.add(0x10, {2}, {5});                                                     // %
  t.add(0x20, {2}, {6});                                                     // &
  t.add(0x40, {5}, {12});                                                    // backslash
  t.add(0x80, {3}, {10});                                                    // :
  return t;
}

constexpr HalfTables second_tables() {
  HalfTables t;
  t.add(0x10, {3}, {2, 3, 4, 5, 6, 7});   // the first digit of a printable character
  t.add(0x20, {2, 6, 7}, {1, 3, 7, 12});  // # a l g q, and more
  t.add(0x40, {5, 7}, {5, 8});            // u x U X
  t.add(0x80, {2}, {0, 2});               // blank, quote
  return t;
}

constexpr HalfTables kFirst = first_tables();
constexpr HalfTables kSecond = second_tables();

#if defined(__x86_64__)

__attribute__((target("avx2"))) __m256i look_up(const HalfTables& tables, __m256i bytes) {
  const __m256i low = _mm256_broadcastsi128_si256(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(tables.low.data())));
  const __m256i high = _mm256_broadcastsi128_si256(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(tables.high.data())));
  const __m256i half = _mm256_set1_epi8(15);
  return _mm256_and_si256(
      _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, half)),
      _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half)));
}

__attribute__((target("avx2"))) std::uint64_t zero_bytes(__m256i bytes) {
  return static_cast<std::uint32_t>(
      _mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_setzero_si256())));
}

__attribute__((target("avx2"))) void mask_blocks_avx2(const char* bytes, std::size_t count,
                                                      BlockMask* masks) {
  const __m256i run_bits = _mm256_set1_epi8(kRunBits);
  const __m256i seed_bits = _mm256_set1_epi8(static_cast<char>(kSeedBits));
  for (std::size_t i = 0; i < count; ++i, bytes += kBlockSize) {
    std::uint64_t no_run = 0;
    std::uint64_t no_seed = 0;
    for (unsigned half = 0; half < 2; ++half) {
      const char* const at = bytes + 32 * half;
      const __m256i first =
          look_up(kFirst, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)));
      const __m256i second =
          look_up(kSecond, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 1)));
      no_run |= zero_bytes(_mm256_and_si256(first, run_bits)) << (32 * half);
      no_seed |= zero_bytes(_mm256_and_si256(_mm256_and_si256(first, second), seed_bits))
                 << (32 * half);
    }
    masks[i] = {~no_run, ~no_seed};
  }
}

bool has_avx2() {
  static const bool answer = __builtin_cpu_supports("avx2") != 0;
  return answer;
}

#endif

}  // namespace

void mask_blocks_portably(const char* bytes, std::size_t count, BlockMask* masks) {
  for (std::size_t i = 0; i < count; ++i, bytes += kBlockSize) {
    BlockMask mask;
    std::uint8_t first = kFirst.of(static_cast<std::uint8_t>(bytes[0]));
    for (std::size_t at = 0; at < kBlockSize; ++at) {
      const auto next = static_cast<std::uint8_t>(bytes[at + 1]);
      mask.run |= std::uint64_t{(first & kRunBits) != 0} << at;
      mask.seed |= std::uint64_t{(first & kSecond.of(next) & kSeedBits) != 0} << at;
      first = kFirst.of(next);
    }
    masks[i] = mask;
  }
}

void mask_blocks(const char* bytes, std::size_t count, BlockMask* masks) {
#if defined(__x86_64__)
  if (has_avx2()) return mask_blocks_avx2(bytes, count, masks);
#endif
  mask_blocks_portably(bytes, count, masks);
}

}  // namespace keyhound
