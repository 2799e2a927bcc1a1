// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/hash.h"

#include <sodium.h>

#include <cstring>

#include "scanner/base/check.h"

namespace keyhound {
namespace {

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Sha256Digest sha256(std::string_view bytes) {
  Sha256Digest digest{};
  KEYHOUND_CHECK(crypto_hash_sha256(digest.data(), as_bytes(bytes), bytes.size()) == 0);
  return digest;
}

HmacKey::HmacKey(std::span<const std::uint8_t> key) {
  static_assert(sizeof(crypto_auth_hmacsha256_state) <= sizeof(state_));
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  std::memcpy(state_.data(), &state, sizeof(state));
}

Sha256Digest HmacKey::of(std::string_view bytes) const {
  crypto_auth_hmacsha256_state state;
  std::memcpy(&state, state_.data(), sizeof(state));
  Sha256Digest digest{};
  crypto_auth_hmacsha256_update(&state, as_bytes(bytes), bytes.size());
  crypto_auth_hmacsha256_final(&state, digest.data());
  return digest;
}

Sha256Digest hmac_sha256(std::span<const std::uint8_t> key, std::string_view bytes) {
  return HmacKey(key).of(bytes);
}

}  // namespace keyhound
