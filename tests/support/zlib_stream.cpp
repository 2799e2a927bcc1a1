// SPDX-License-Identifier: Apache-2.0
#include "tests/support/zlib_stream.h"

#include <algorithm>
#include <array>

namespace keyhound::testing {

namespace {

constexpr uint64_t kLongestMatch = 258;
constexpr uint32_t kAdlerBase = 65521;
constexpr std::string_view kZlibHeader = "\x78\x9c";

// Bits fill bytes from the lowest up; Huffman codes are written from their highest bit down.
class BitWriter {
 public:
  explicit BitWriter(std::string_view header) : bytes_(header) {}

  void number(uint32_t value, int count) {
    for (int i = 0; i < count; ++i) bit((value >> i) & 1U);
  }
  void code(uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) bit((value >> i) & 1U);
  }
  std::string finish(uint32_t checksum) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes_ += static_cast<char>((checksum >> shift) & 0xffU);
    }
    return std::move(bytes_);
  }

 private:
  void bit(uint32_t value) {
    if (used_ == 0) bytes_ += '\0';
    if (value != 0) bytes_.back() = static_cast<char>(bytes_.back() | (1 << used_));
    used_ = (used_ + 1) % 8;
  }

  std::string bytes_;
  int used_ = 0;
};

struct Adler {
  uint64_t a = 1;
  uint64_t b = 0;

  void add(std::string_view bytes) {
    for (const char byte : bytes) {
      a = (a + static_cast<unsigned char>(byte)) % kAdlerBase;
      b = (b + a) % kAdlerBase;
    }
  }
  // `count` equal bytes at once. REQUIRES: count <= 2^32.
  void add_run(unsigned char fill, uint64_t count) {
    const uint64_t steps = (count * (count + 1) / 2) % kAdlerBase;
    b = (b + (count % kAdlerBase) * a + steps * fill) % kAdlerBase;
    a = (a + (count % kAdlerBase) * fill) % kAdlerBase;
  }
  [[nodiscard]] uint32_t value() const { return static_cast<uint32_t>((b << 16) | a); }
};

void write_fixed_block(BitWriter& out, std::string_view bytes, bool is_last) {
  out.number(is_last ? 1 : 0, 1);
  out.number(1, 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (value < 144) {
      out.code(0x30U + value, 8);
    } else {
      out.code(0x190U + (value - 144U), 9);
    }
  }
  out.code(0, 7);  // end of block
}

// Code lengths of zero for `count` symbols. REQUIRES: count is 0 or at least 11.
void write_unused_symbols(BitWriter& out, uint32_t count) {
  while (count > 0) {
    const uint32_t taken = count > 138 && count < 149 ? 120 : std::min(count, 138U);
    out.code(0, 1);
    out.number(taken - 11, 7);
    count -= taken;
  }
}

// The codes of a block that holds one letter (2 bits), the longest match (1 bit) at distance 1 (1
// bit) and the end (2 bits).
void write_run_codes(BitWriter& out, unsigned char fill) {
  out.number(29, 5);  // literals and lengths: 286
  out.number(0, 5);   // distances: 1
  out.number(14, 4);  // code lengths: 18
  // In their order 16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1: "18" has one bit, "2" and "1" two.
  for (const char length : std::string_view("001000000000000202")) {
    out.number(static_cast<uint32_t>(length - '0'), 3);
  }
  write_unused_symbols(out, fill);
  out.code(3, 2);
  write_unused_symbols(out, 255U - fill);
  out.code(3, 2);
  write_unused_symbols(out, 28);
  out.code(2, 2);
  out.code(2, 2);  // the distance
}

void write_run_block(BitWriter& out, unsigned char fill, uint64_t count) {
  out.number(1, 1);
  out.number(2, 2);
  write_run_codes(out, fill);
  const uint64_t matches = (count - 1) / kLongestMatch;
  for (uint64_t i = count - matches * kLongestMatch; i > 0; --i) out.code(2, 2);
  for (uint64_t i = 0; i < matches; ++i) out.code(0, 2);  // length and distance
  out.code(3, 2);
}

}  // namespace

std::string zlib_stream(std::string_view bytes) {
  BitWriter out(kZlibHeader);
  write_fixed_block(out, bytes, true);
  Adler sum;
  sum.add(bytes);
  return out.finish(sum.value());
}

std::string zlib_bomb(std::string_view prefix, char fill, uint64_t count) {
  const auto letter = static_cast<unsigned char>(fill);
  BitWriter out(kZlibHeader);
  write_fixed_block(out, prefix, false);
  write_run_block(out, letter, count);
  Adler sum;
  sum.add(prefix);
  sum.add_run(letter, count);
  return out.finish(sum.value());
}

}  // namespace keyhound::testing
