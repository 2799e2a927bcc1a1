// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/base64_text.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/base/text_encode.h"

namespace keyhound {

TEST_CASE("Base64 of every length is decoded, in both alphabets") {
  std::string bytes;
  for (int size = 0; size < 80; ++size, bytes += static_cast<char>(size * 37 + 5)) {
    std::string text = to_base64(bytes);
    while (text.ends_with('=')) text.pop_back();
    std::string decoded;
    CAPTURE(text);
    CHECK(decode_base64(text, decoded));
    CHECK(decoded == bytes);
    CHECK(is_canonical_base64(text));
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    CHECK(decode_base64(text, decoded));
    CHECK(decoded == bytes);
  }
}

TEST_CASE("Another character is refused wherever it stands") {
  const std::string text = "QUJDREVGRw";
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'=', '.', ' ', '\0', '\xFF'}) {
      std::string broken = text;
      broken[i] = c;
      CAPTURE(i);
      CHECK_FALSE(decode_base64(broken, decoded));
    }
  }
}

TEST_CASE("Base64 with bits behind its last byte is none that an encoder writes") {
  CHECK(is_canonical_base64("QQ"));
  CHECK_FALSE(is_canonical_base64("QR"));
  CHECK(is_canonical_base64("QUI"));
  CHECK_FALSE(is_canonical_base64("QUJ"));
  CHECK_FALSE(is_canonical_base64("QUJDR"));
}

TEST_CASE("What cannot hold text is told without decoding") {
  CHECK(may_hold_ascii("c2l4dGVlbiBsZXR0ZXJz"));  // sixteen letters
  CHECK_FALSE(may_hold_ascii("c2l4dGVlbiBs"));    // sixteen l: too short
  CHECK_FALSE(may_hold_ascii("////////////////////"));
  // Four quads in a row, wherever they stand.
  const std::string row = "c2l4dGVlbiBsZXR0";
  for (std::size_t before = 0; before < 9; ++before) {
    std::string text;
    for (std::size_t i = 0; i < before; ++i) text += "////";
    CHECK(may_hold_ascii(text + row));
    CHECK(may_hold_ascii(text + row + "////////"));
    CHECK_FALSE(may_hold_ascii(text + row.substr(4) + "////" + row.substr(4)));
    CHECK(may_hold_ascii(text + row.substr(4), 11));
  }
}

}  // namespace keyhound
