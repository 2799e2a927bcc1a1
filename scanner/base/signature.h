// SPDX-License-Identifier: Apache-2.0
// Ed25519 signatures (RFC 8032) over libsodium. A SigningKey wipes its seed when it ends.
// Immutable, thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace keyhound {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;
using KeySeed = std::array<std::uint8_t, 32>;  // the secret that a key is made of

class SigningKey {
 public:
  // A new key from the system's random numbers.
  static SigningKey generate();
  explicit SigningKey(const KeySeed& seed);
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();

  [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
  // For the file that keeps the key, and for nothing else.
  [[nodiscard]] const KeySeed& seed() const { return seed_; }
  [[nodiscard]] Signature sign(std::string_view message) const;

 private:
  KeySeed seed_;
  PublicKey public_key_{};
};

// Whether `signature` is one of `message` by the owner of `key`. Strict: keys of small order and
// signatures in other than their one form are refused.
bool is_signature_of(std::string_view message, const Signature& signature, const PublicKey& key);

// Overwrites what held a seed, so that it does not stay in freed memory.
void wipe(std::string& secret);

}  // namespace keyhound
