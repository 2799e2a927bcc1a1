// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, decoding and escaping give valid UTF-8 without control characters, and a text
// that is cut in two where no character is cut decodes to the same.
#include <cstddef>
#include <cstdint>
#include <string>

#include "scanner/base/check.h"
#include "scanner/base/text_encode.h"
#include "scanner/decode/text_encoding.h"
#include "scanner/model/fingerprint.h"
#include "scanner/model/redaction.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const TextEncoding encoding : {TextEncoding::kUtf16Le, TextEncoding::kUtf16Be,
                                      TextEncoding::kUtf32Le, TextEncoding::kUtf32Be}) {
    const std::string decoded = transcode_to_utf8(text, encoding);
    KEYHOUND_CHECK(is_valid_utf8(decoded));
    if (unit_size(encoding) != 4 || size < 8) continue;
    const std::size_t cut = size / 8 * 4;
    KEYHOUND_CHECK(decoded ==
                   transcode_to_utf8(text.substr(0, cut), encoding) +
                       transcode_to_utf8(text.substr(cut), encoding, TextPart::kContinuation));
  }
  if (const TextEncoding found = detect_encoding(text); found != TextEncoding::kBytes)
    static_cast<void>(transcode_to_utf8(text, found));
  const std::string shown = escape_for_terminal(text);
  KEYHOUND_CHECK(is_valid_utf8(shown) && escape_for_terminal(shown) == shown);
  for (const char c : shown) KEYHOUND_CHECK(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
  KEYHOUND_CHECK(is_valid_utf8(redact(text)) && is_valid_utf8(to_valid_utf8(text)));
  KEYHOUND_CHECK(normalise_secret(text).size() <= size);
  return 0;
}
