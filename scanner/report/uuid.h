// SPDX-License-Identifier: Apache-2.0
// Name-based UUIDs of version 5 (RFC 9562 section 5.5): the same namespace and name give the same
// UUID, so that two reports of one state are equal. Their SHA-1 names things and protects nothing.
// Pure, thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace keyhound {

using Uuid = std::array<std::uint8_t, 16>;

// RFC 9562 section 6.6.
inline constexpr Uuid kDnsNamespace = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                                       0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

Uuid uuid_v5(const Uuid& space, std::string_view name);

// "2ed6657d-e927-568b-95e1-2665a8aea6a2"
std::string to_string(const Uuid& uuid);

// The UUID of a name in keyhound's own namespace, which is that of the DNS name "keyhound.dev".
std::string keyhound_uuid(std::string_view name);

}  // namespace keyhound
