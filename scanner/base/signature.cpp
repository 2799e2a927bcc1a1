// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/signature.h"

#include <sodium.h>

#include "scanner/base/check.h"

namespace keyhound {
namespace {

using SecretKey = std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES>;  // seed and public key

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// libsodium chooses its implementations and opens the random source; again is no error.
void start_library() { KEYHOUND_CHECK(sodium_init() >= 0); }

}  // namespace

SigningKey SigningKey::generate() {
  start_library();
  KeySeed seed{};
  randombytes_buf(seed.data(), seed.size());
  SigningKey key(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

SigningKey::SigningKey(const KeySeed& seed) : seed_(seed) {
  start_library();
  SecretKey secret{};
  KEYHOUND_CHECK(crypto_sign_seed_keypair(public_key_.data(), secret.data(), seed_.data()) == 0);
  sodium_memzero(secret.data(), secret.size());
}

SigningKey::~SigningKey() { sodium_memzero(seed_.data(), seed_.size()); }

Signature SigningKey::sign(std::string_view message) const {
  SecretKey secret{};
  PublicKey again{};
  KEYHOUND_CHECK(crypto_sign_seed_keypair(again.data(), secret.data(), seed_.data()) == 0);
  Signature signature{};
  KEYHOUND_CHECK(crypto_sign_detached(signature.data(), nullptr, as_bytes(message), message.size(),
                                      secret.data()) == 0);
  sodium_memzero(secret.data(), secret.size());
  return signature;
}

bool is_signature_of(std::string_view message, const Signature& signature, const PublicKey& key) {
  start_library();
  return crypto_sign_verify_detached(signature.data(), as_bytes(message), message.size(),
                                     key.data()) == 0;
}

void wipe(std::string& secret) {
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

}  // namespace keyhound
