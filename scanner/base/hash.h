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
Sha256Digest hmac_sha256(std::span<const std::uint8_t> key, std::string_view bytes);

}  // namespace keyhound
