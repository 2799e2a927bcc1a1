// SPDX-License-Identifier: Apache-2.0
// SHA-256 and HMAC-SHA-256 over libcrypto, which uses the CPU's own instructions for it. Pure,
// thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace keyhound {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest sha256(std::string_view bytes);
// Of all parts, one behind the other.
Sha256Digest sha256_of_parts(std::initializer_list<std::string_view> parts);

// The bytes of a digest as a part of what is hashed. Borrows `digest`.
std::string_view digest_bytes(const Sha256Digest& digest);

// HMAC under one key, whose part of the work is done once. Immutable, thread-safe.
class HmacKey {
 public:
  explicit HmacKey(std::span<const std::uint8_t> key);
  [[nodiscard]] Sha256Digest of(std::string_view bytes) const;

 private:
  // libcrypto's states after the key, as bytes, so that this header does not need its own.
  using State = std::array<std::uint8_t, 112>;
  alignas(16) State inner_{};
  alignas(16) State outer_{};
};

Sha256Digest hmac_sha256(std::span<const std::uint8_t> key, std::string_view bytes);

}  // namespace keyhound
