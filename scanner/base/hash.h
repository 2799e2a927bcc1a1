// SPDX-License-Identifier: Apache-2.0
// SHA-256 and HMAC-SHA-256 over libsodium. Thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace keyhound {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest sha256(std::string_view bytes);
// HMAC under one key, whose part of the work is done once. Immutable, thread-safe.
class HmacKey {
 public:
  explicit HmacKey(std::span<const std::uint8_t> key);
  [[nodiscard]] Sha256Digest of(std::string_view bytes) const;

 private:
  // libsodium's state after the key, as bytes, so that this header does not need its own.
  alignas(64) std::array<std::uint8_t, 512> state_{};
};

Sha256Digest hmac_sha256(std::span<const std::uint8_t> key, std::string_view bytes);

}  // namespace keyhound
