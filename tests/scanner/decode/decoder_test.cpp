// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/decoder.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/scanner/decode/decoded_texts.h"
#include "tests/support/encoders.h"

namespace keyhound {
using namespace testing;

TEST_CASE("Broken escapes are text") {
  for (const std::string_view text :
       {"%", "%4", "%4g", "100%20", "\\u", "\\u004", "\\u{41", "\\u{}", "\\x4", "\\U0000004", "&#;",
        "&#x;", "&#65", "&amp", "&", "\\", "%\0\0"}) {
    CAPTURE(text);
    if (text != "100%20") CHECK(decoded(text).empty());
  }
}

TEST_CASE("Every decoder has a name, and either decodes a region or reads an escape") {
  CHECK(decoders().size() >= 6);
  for (const Decoder* decoder : decoders()) {
    CAPTURE(decoder->name);
    CHECK_FALSE(decoder->name.empty());
    CHECK((decoder->decode == nullptr) == (decoder->kind == RegionKind::kToken));
    CHECK((decoder->read_escape != nullptr) == (decoder->kind == RegionKind::kToken));
    CHECK((decoder->introducer != '\0') == (decoder->kind == RegionKind::kToken));
  }
}

TEST_CASE("Text is printable ASCII and valid UTF-8") {
  CHECK(is_printable_text("key = value\r\n\t"));
  CHECK(is_printable_text("\xC3\xA4"));
  CHECK_FALSE(is_printable_text("\xC3"));
  CHECK_FALSE(is_printable_text(std::string_view("a\0b", 3)));
  CHECK_FALSE(is_printable_text("a\x7F"));
}

TEST_CASE("Bytes hold text when 16 printable characters stand in a row, or nothing else") {
  CHECK(holds_text("short"));
  CHECK_FALSE(holds_text(""));
  CHECK(holds_text("\x01sixteen letters!\x02"));
  CHECK_FALSE(
      holds_text("\x01"
                 "fifteen letters\x02"));
}

TEST_CASE("A piece knows which of its bytes, and the ones next to them, are not the text's own") {
  DecodedPiece piece;
  piece.changed = {4, 9};
  CHECK(piece.is_changed(5, 6));
  CHECK(piece.is_changed(2, 4));
  CHECK_FALSE(piece.is_changed(6, 8));
  CHECK_FALSE(piece.is_changed(11, 20));
  CHECK_FALSE(piece.is_changed(0, 3));
}

}  // namespace keyhound
