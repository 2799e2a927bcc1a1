// SPDX-License-Identifier: Apache-2.0
// The binary form that SSH writes keys in (https://www.rfc-editor.org/rfc/rfc4251#section-5), and
// where OpenSSH's private key files have the public one. Pure, thread-safe; the results are parts
// of the bytes given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keyhound {

// Take the uint32 or the string at the front of `in`; nothing when it is not whole.
std::optional<std::uint32_t> take_ssh_uint32(std::string_view& in);
std::optional<std::string_view> take_ssh_string(std::string_view& in);

// Appends `value` as a string. REQUIRES: it is shorter than 4 GiB.
void put_ssh_string(std::string& out, std::string_view value);

// The public key in the bytes of an openssh-key-v1 file, which has it in clear whatever its cipher;
// empty when they are none. The private part may be cut, and is not looked at
// (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key).
std::string_view openssh_public_part(std::string_view file);

// Whether `public_key` is one that a security token holds: it names the application beside the key
// (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.u2f).
bool is_security_token_key(std::string_view public_key);

}  // namespace keyhound
