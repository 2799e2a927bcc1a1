// SPDX-License-Identifier: Apache-2.0
// Texts in UTF-16 and UTF-32, with and without byte order mark, brought to UTF-8 so that rules see
// them. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

enum class TextEncoding { kBytes, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

// Bytes of one code unit: 1, 2 or 4.
std::size_t unit_size(TextEncoding encoding);

// Decides from the beginning of a text (a few KiB are enough). Without a mark, UTF-16 and UTF-32
// are recognised by where the zero bytes of Latin text stand; everything else is kBytes, which
// covers UTF-8, every 8-bit encoding and binary data.
TextEncoding detect_encoding(std::string_view beginning);

// `text` as UTF-8 without its byte order mark; lone surrogates and values beyond Unicode become
// U+FFFD, and an incomplete unit at the end is left out. REQUIRES: encoding is not kBytes.
std::string transcode_to_utf8(std::string_view text, TextEncoding encoding);

}  // namespace keyhound
