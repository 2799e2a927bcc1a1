// SPDX-License-Identifier: Apache-2.0
// Bytes from base64, base32 and base58: what text_encode.h writes, as tokens have it.
// Pure, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace keyhound {

// Reads the standard and the URL-safe alphabet alike, with padding or without (RFC 4648). Nothing
// for other characters, for padding that does not fit, and for a length that no bytes have. The
// bits beyond the last byte do not count.
std::optional<std::string> from_base64(std::string_view text);

// Reads the upper-case alphabet (A-Z2-7) without padding; as from_base64() otherwise.
std::optional<std::string> from_base32(std::string_view text);

// Reads Bitcoin's alphabet. Takes time by the square of the length: nothing above 256 characters.
std::optional<std::string> from_base58(std::string_view text);

}  // namespace keyhound
