// SPDX-License-Identifier: Apache-2.0
// Which addresses are of the public internet, and which are of somebody's own network: loopback,
// private, link-local (there cloud machines find their metadata), shared, reserved. A credential
// that was found somewhere must not make keyhound talk to those. Pure, thread-safe.
#pragma once

#include <optional>
#include <string_view>

struct sockaddr;

namespace keyhound {

// By the registries of special addresses (RFC 6890, and IANA's since). Addresses of IPv6 that carry
// one of IPv4 (mapped, NAT64, 6to4, Teredo) are what that one is. False for all but IPv4 and IPv6.
bool is_public_address(const sockaddr& address);

// The same of an address as text: "10.0.0.1", "::1", "[::1]". Nothing for what is no address, such
// as a name, or one of IPv4 in the other notations that some resolvers read ("0x7f.1").
std::optional<bool> is_public_address_text(std::string_view text);

}  // namespace keyhound
