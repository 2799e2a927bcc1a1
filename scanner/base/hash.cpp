// SPDX-License-Identifier: Apache-2.0
// libcrypto's SHA256_CTX and not EVP: for the 60 bytes of a fingerprint EVP's contexts, fetched
// algorithms and dispatch cost more than the hash. Since OpenSSL 3.0 these functions are marked as
// deprecated (https://docs.openssl.org/3.0/man3/SHA256_Init/), but they are there, need no memory
// and no configuration, and cannot fail.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "scanner/base/hash.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstring>

#include "scanner/base/check.h"

namespace keyhound {
namespace {

constexpr std::size_t kBlock = 64;  // RFC 2104: B of SHA-256
constexpr std::uint8_t kInnerPad = 0x36;
constexpr std::uint8_t kOuterPad = 0x5c;

class Sha256 {
 public:
  Sha256() { KEYHOUND_CHECK(SHA256_Init(&state_) == 1); }
  explicit Sha256(const SHA256_CTX& state) : state_(state) {}

  void add(std::string_view bytes) {
    KEYHOUND_CHECK(SHA256_Update(&state_, bytes.data(), bytes.size()) == 1);
  }
  Sha256Digest finish() {
    Sha256Digest digest{};
    KEYHOUND_CHECK(SHA256_Final(digest.data(), &state_) == 1);
    return digest;
  }
  [[nodiscard]] const SHA256_CTX& state() const { return state_; }

 private:
  SHA256_CTX state_;
};

// The state after the key's block, each byte of it combined with `pad`.
template <class State>
void keep_state(std::array<std::uint8_t, kBlock> block, std::uint8_t pad, State& into) {
  static_assert(sizeof(SHA256_CTX) == sizeof(State));
  for (std::uint8_t& byte : block) byte = static_cast<std::uint8_t>(byte ^ pad);
  Sha256 hash;
  hash.add({reinterpret_cast<const char*>(block.data()), block.size()});
  std::memcpy(into.data(), &hash.state(), sizeof(SHA256_CTX));
  OPENSSL_cleanse(block.data(), block.size());
}

template <class State>
Sha256 hash_from(const State& kept) {
  SHA256_CTX state;
  std::memcpy(&state, kept.data(), sizeof(state));
  return Sha256(state);
}

}  // namespace

Sha256Digest sha256(std::string_view bytes) { return sha256_of_parts({bytes}); }

Sha256Digest sha256_of_parts(std::initializer_list<std::string_view> parts) {
  Sha256 hash;
  for (const std::string_view part : parts) hash.add(part);
  return hash.finish();
}

std::string_view digest_bytes(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

HmacKey::HmacKey(std::span<const std::uint8_t> key) {
  std::array<std::uint8_t, kBlock> block{};
  if (key.size() <= kBlock) {
    std::copy(key.begin(), key.end(), block.begin());
  } else {
    const Sha256Digest digest = sha256({reinterpret_cast<const char*>(key.data()), key.size()});
    std::copy(digest.begin(), digest.end(), block.begin());
  }
  keep_state(block, kInnerPad, inner_);
  keep_state(block, kOuterPad, outer_);
  OPENSSL_cleanse(block.data(), block.size());
}

Sha256Digest HmacKey::of(std::string_view bytes) const {
  Sha256 inner = hash_from(inner_);
  inner.add(bytes);
  const Sha256Digest digest = inner.finish();
  Sha256 outer = hash_from(outer_);
  outer.add(digest_bytes(digest));
  return outer.finish();
}

Sha256Digest hmac_sha256(std::span<const std::uint8_t> key, std::string_view bytes) {
  return HmacKey(key).of(bytes);
}

}  // namespace keyhound
