// SPDX-License-Identifier: Apache-2.0
#include "tests/support/git_hash.h"

#include <array>
#include <bit>
#include <cmath>

#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

constexpr size_t kBlock = 64;

// The message with its padding: a one bit, zeros, and the length in bits.
std::string padded(std::string_view bytes) {
  std::string text(bytes);
  text += '\x80';
  while (text.size() % kBlock != kBlock - 8) text += '\0';
  const uint64_t bits = uint64_t{bytes.size()} * 8;
  for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>((bits >> shift) & 0xffU);
  return text;
}

uint32_t word_at(std::string_view block, size_t i) {
  uint32_t word = 0;
  for (size_t k = 0; k < 4; ++k) {
    word = (word << 8) | static_cast<unsigned char>(block[4 * i + k]);
  }
  return word;
}

template <size_t N>
std::string big_endian(const std::array<uint32_t, N>& words) {
  std::string bytes;
  for (const uint32_t word : words) {
    for (int shift = 24; shift >= 0; shift -= 8)
      bytes += static_cast<char>((word >> shift) & 0xffU);
  }
  return bytes;
}

void sha1_block(std::array<uint32_t, 5>& state, std::string_view block) {
  std::array<uint32_t, 80> w{};
  for (size_t i = 0; i < 16; ++i) w[i] = word_at(block, i);
  for (size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  auto [a, b, c, d, e] = state;
  for (size_t i = 0; i < 80; ++i) {
    uint32_t mixed = b ^ c ^ d;
    uint32_t constant = i < 40 ? 0x6ed9eba1U : 0xca62c1d6U;
    if (i < 20) {
      mixed = (b & c) | (~b & d);
      constant = 0x5a827999U;
    } else if (i >= 40 && i < 60) {
      mixed = (b & c) | (b & d) | (c & d);
      constant = 0x8f1bbcdcU;
    }
    const uint32_t next = std::rotl(a, 5) + mixed + e + constant + w[i];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  const std::array<uint32_t, 5> sums = {a, b, c, d, e};
  for (size_t i = 0; i < 5; ++i) state[i] += sums[i];
}

// The first 32 bits of the fractional part: FIPS 180-4 defines the constants of SHA-256 in this
// way.
uint32_t fraction_of(long double value) {
  const long double fraction = value - std::floor(value);
  return static_cast<uint32_t>(fraction * 4294967296.0L);
}

struct Sha256Constants {
  std::array<uint32_t, 8> start{};  // of the square roots of the first primes
  std::array<uint32_t, 64> k{};     // of the cube roots
};

const Sha256Constants& sha256_constants() {
  static const Sha256Constants constants = [] {
    Sha256Constants made;
    size_t count = 0;
    for (unsigned n = 2; count < made.k.size(); ++n) {
      bool is_prime = true;
      for (unsigned divisor = 2; divisor < n; ++divisor) is_prime &= n % divisor != 0;
      if (!is_prime) continue;
      const auto prime = static_cast<long double>(n);
      if (count < made.start.size()) made.start[count] = fraction_of(std::sqrt(prime));
      made.k[count++] = fraction_of(std::cbrt(prime));
    }
    return made;
  }();
  return constants;
}

void sha256_block(std::array<uint32_t, 8>& state, std::string_view block) {
  std::array<uint32_t, 64> w{};
  for (size_t i = 0; i < 16; ++i) w[i] = word_at(block, i);
  for (size_t i = 16; i < 64; ++i) {
    const uint32_t x = w[i - 15];
    const uint32_t y = w[i - 2];
    w[i] = w[i - 16] + (std::rotr(x, 7) ^ std::rotr(x, 18) ^ (x >> 3)) + w[i - 7] +
           (std::rotr(y, 17) ^ std::rotr(y, 19) ^ (y >> 10));
  }
  std::array<uint32_t, 8> v = state;
  for (size_t i = 0; i < 64; ++i) {
    const uint32_t s1 = std::rotr(v[4], 6) ^ std::rotr(v[4], 11) ^ std::rotr(v[4], 25);
    const uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
    const uint32_t first = v[7] + s1 + choice + sha256_constants().k[i] + w[i];
    const uint32_t s0 = std::rotr(v[0], 2) ^ std::rotr(v[0], 13) ^ std::rotr(v[0], 22);
    const uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    v = {first + s0 + majority, v[0], v[1], v[2], v[3] + first, v[4], v[5], v[6]};
  }
  for (size_t i = 0; i < 8; ++i) state[i] += v[i];
}

}  // namespace

std::string sha1(std::string_view bytes) {
  std::array<uint32_t, 5> state = {0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U, 0xc3d2e1f0U};
  const std::string text = padded(bytes);
  for (size_t at = 0; at < text.size(); at += kBlock) {
    sha1_block(state, std::string_view(text).substr(at, kBlock));
  }
  return big_endian(state);
}

std::string sha256(std::string_view bytes) {
  std::array<uint32_t, 8> state = sha256_constants().start;
  const std::string text = padded(bytes);
  for (size_t at = 0; at < text.size(); at += kBlock) {
    sha256_block(state, std::string_view(text).substr(at, kBlock));
  }
  return big_endian(state);
}

uint32_t crc32(std::string_view bytes) {
  uint32_t crc = 0xffffffffU;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

std::string git_hash(std::string_view format, std::string_view bytes) {
  return format == "sha256" ? sha256(bytes) : sha1(bytes);
}

std::string git_object_id(std::string_view format, std::string_view type,
                          std::string_view content) {
  std::string object(type);
  object += ' ';
  object += std::to_string(content.size());
  object += '\0';
  object += content;
  return hex(git_hash(format, object));
}

}  // namespace keyhound::testing
