// SPDX-License-Identifier: Apache-2.0
// Hex, base32 and base64 of bytes, and the escapes that make untrusted text safe to show.
// All functions are pure and thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace keyhound {

std::string to_hex(std::span<const std::uint8_t> bytes);
// Lower-case RFC 4648 alphabet (a-z2-7), without padding.
std::string to_base32(std::span<const std::uint8_t> bytes);
// Standard alphabet, with padding (RFC 4648 section 4).
std::string to_base64(std::string_view bytes);

bool is_valid_utf8(std::string_view text);

// `text` as valid UTF-8: each byte that is not part of a valid sequence becomes U+FFFD.
std::string to_valid_utf8(std::string_view text);

// `text` for one line of a terminal, log or CSV: control characters (C0, DEL, C1), line separators,
// bidirectional overrides and invalid bytes are shown as \n, \r, \t, \xNN or \u{NNNN}. The result
// is valid UTF-8 and has no control character, so that no workflow command or escape sequence can
// be smuggled through a path, an author or a message.
std::string escape_for_terminal(std::string_view text);

}  // namespace keyhound
