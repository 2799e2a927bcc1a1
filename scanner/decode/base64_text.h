// SPDX-License-Identifier: Apache-2.0
// Private to scanner/decode/: base64 without its surroundings. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// Whether base64 of bytes with so many ASCII characters in a row, or with UTF-16 of such, looks so.
bool may_hold_ascii(std::string_view text, std::size_t least_row = 16);

// Replaces `bytes` with what `text` stands for, in the standard or the URL alphabet, without
// padding. A rest that makes no byte is left out. False: another character is among it.
bool decode_base64(std::string_view text, std::string& bytes);

// Whether the last character of `text` has no bits that its bytes leave out.
bool is_canonical_base64(std::string_view text);

}  // namespace keyhound
