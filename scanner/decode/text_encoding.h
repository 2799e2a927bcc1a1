// SPDX-License-Identifier: Apache-2.0
// Texts in UTF-16 and UTF-32, with and without byte order mark, brought to UTF-8 so that rules see
// them. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace keyhound {

enum class TextEncoding { kBytes, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

// Bytes of one code unit: 1, 2 or 4.
std::size_t unit_size(TextEncoding encoding);

// Bytes at the beginning of a text that decide its encoding.
inline constexpr std::size_t kEncodingSample = 4096;

// Decides from the beginning of a text, of which it looks at kEncodingSample bytes. Without a mark,
// UTF-16 and UTF-32 are recognised by where the zero bytes of Latin text stand; everything else is
// kBytes, which covers UTF-8, every 8-bit encoding and binary data.
TextEncoding detect_encoding(std::string_view beginning);

// A byte order mark is one at the beginning of a text only; further on it is a character.
enum class TextPart { kBeginning, kContinuation };

// `text` as UTF-8 without its byte order mark; lone surrogates and values beyond Unicode become
// U+FFFD, and an incomplete unit at the end is left out. REQUIRES: encoding is not kBytes.
std::string transcode_to_utf8(std::string_view text, TextEncoding encoding,
                              TextPart part = TextPart::kBeginning);

}  // namespace keyhound
