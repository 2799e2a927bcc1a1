// SPDX-License-Identifier: Apache-2.0
// The bytes of a private key that stands in a source text. Pure, thread-safe; keeps nothing.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace keyhound {

// Decodes the base64 of a PEM block (https://www.rfc-editor.org/rfc/rfc7468) as source texts have
// it: indented, quoted, in pieces that are joined, with escapes such as \n, without its end; or the
// base64 alone. Nothing is asked of the bytes. The text of an encrypted PEM block has none.
//
// Writes to `out`, which the caller wipes: beyond the bytes decoded it holds rests of the text.
// Returns the number of bytes decoded. REQUIRES: `out` is as long as `text`.
std::size_t decode_private_key_text(std::string_view text, std::span<char> out);

}  // namespace keyhound
