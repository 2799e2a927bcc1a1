// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/uuid.h"

#include <algorithm>
#include <bit>

#include "scanner/base/text_encode.h"

namespace keyhound {

namespace {

using Sha1State = std::array<std::uint32_t, 5>;

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    word = word << 8 | static_cast<unsigned char>(bytes[at + i]);
  }
  return word;
}

// One block of 64 bytes (FIPS 180-4 section 6.1.2).
void add_block(Sha1State& state, std::string_view block) {
  std::array<std::uint32_t, 80> w{};
  for (std::size_t i = 0; i < 16; ++i) w[i] = word_at(block, 4 * i);
  for (std::size_t i = 16; i < 80; ++i) {
    w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  }
  auto [a, b, c, d, e] = state;
  for (std::size_t i = 0; i < 80; ++i) {
    std::uint32_t mix = b ^ c ^ d;
    if (i < 20) mix = (b & c) | (~b & d);
    if (i >= 40 && i < 60) mix = (b & c) | (b & d) | (c & d);
    constexpr std::array<std::uint32_t, 4> kRound = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc,
                                                     0xca62c1d6};
    const std::uint32_t next = std::rotl(a, 5) + mix + e + kRound[i / 20] + w[i];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

Sha1State sha1(std::string bytes) {
  const std::uint64_t bits = 8 * static_cast<std::uint64_t>(bytes.size());
  bytes += '\x80';
  while (bytes.size() % 64 != 56) bytes += '\0';
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(bits >> shift & 0xFFu);
  Sha1State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  for (std::size_t at = 0; at < bytes.size(); at += 64) {
    add_block(state, std::string_view(bytes).substr(at, 64));
  }
  return state;
}

}  // namespace

Uuid uuid_v5(const Uuid& space, std::string_view name) {
  std::string bytes(space.begin(), space.end());
  bytes += name;
  const Sha1State digest = sha1(std::move(bytes));
  Uuid uuid{};
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    uuid[i] = static_cast<std::uint8_t>(digest[i / 4] >> (24 - 8 * (i % 4)));
  }
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0Fu) | 0x50u);  // version 5
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3Fu) | 0x80u);  // the variant of the RFC
  return uuid;
}

std::string to_string(const Uuid& uuid) {
  std::string text = to_hex(uuid);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return text;
}

std::string keyhound_uuid(std::string_view name) {
  static const Uuid kNamespace = uuid_v5(kDnsNamespace, "keyhound.dev");
  return to_string(uuid_v5(kNamespace, name));
}

}  // namespace keyhound
