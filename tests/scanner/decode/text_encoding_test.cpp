// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/text_encoding.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/text_forms.h"

namespace keyhound {
namespace {

using testing::to_utf;
using testing::Utf;

struct Form {
  Utf utf;
  TextEncoding encoding;
};

constexpr Form kForms[] = {{Utf::k16Le, TextEncoding::kUtf16Le},
                           {Utf::k16Be, TextEncoding::kUtf16Be},
                           {Utf::k32Le, TextEncoding::kUtf32Le},
                           {Utf::k32Be, TextEncoding::kUtf32Be}};

const std::string kMixed = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x94\x91z";

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  return text;
}

}  // namespace

TEST_CASE("A code unit has as many bytes as its encoding says") {
  CHECK(unit_size(TextEncoding::kBytes) == 1);
  CHECK(unit_size(TextEncoding::kUtf16Le) == 2);
  CHECK(unit_size(TextEncoding::kUtf16Be) == 2);
  CHECK(unit_size(TextEncoding::kUtf32Le) == 4);
  CHECK(unit_size(TextEncoding::kUtf32Be) == 4);
}

TEST_CASE("A byte order mark decides, however short the text") {
  for (const Form& form : kForms) {
    CAPTURE(static_cast<int>(form.encoding));
    CHECK(detect_encoding(to_utf(form.utf, "", true)) == form.encoding);
    CHECK(detect_encoding(to_utf(form.utf, "k", true)) == form.encoding);
    CHECK(detect_encoding(to_utf(form.utf, "\xE6\x97\xA5\xE6\x9C\xAC", true)) == form.encoding);
  }
}

TEST_CASE("Without a mark, the zero bytes of Latin text decide from eight bytes on") {
  for (const Form& form : kForms) {
    CAPTURE(static_cast<int>(form.encoding));
    for (const std::string text : {"pass", "key = value\r\n"}) {
      CHECK(detect_encoding(to_utf(form.utf, text, false)) == form.encoding);
    }
    std::string with_accents;
    for (int i = 0; i < 50; ++i) with_accents += "name: \xC3\x84nne \xE2\x80\x93 x\n";
    CHECK(detect_encoding(to_utf(form.utf, with_accents, false)) == form.encoding);
  }
  CHECK(detect_encoding(to_utf(Utf::k16Le, "abc", false)) == TextEncoding::kBytes);
  CHECK(detect_encoding(to_utf(Utf::k32Le, "a", false)) == TextEncoding::kBytes);
}

TEST_CASE("Everything else is bytes") {
  std::string binary;
  for (unsigned i = 0; i < 5000; ++i) binary += static_cast<char>((i * 2654435761U) >> 24U);
  for (const std::string& text :
       {std::string(), std::string("plain text, plain text"), kMixed + kMixed + kMixed,
        std::string(4096, '\0'), std::string(9, '\0'), std::string("\xEF\xBB\xBFwith a mark"),
        std::string(2000, 'a') + std::string(2096, '\0'),
        std::string("\x7F"
                    "ELF\x02\x01\x01") +
            std::string(9, '\0'),
        std::string("\xFF"), std::string("\xFE"), std::string("\0\0\xFE", 3), binary}) {
    CAPTURE(text.substr(0, 16));
    CHECK(detect_encoding(text) == TextEncoding::kBytes);
  }
}

TEST_CASE("What lies behind the sample does not count") {
  const std::string wide = to_utf(Utf::k16Le, std::string(kEncodingSample / 2, 'a'), false);
  REQUIRE(wide.size() == kEncodingSample);
  CHECK(detect_encoding(wide + std::string(100000, 'b')) == TextEncoding::kUtf16Le);
  CHECK(detect_encoding(std::string(kEncodingSample, 'b') + wide) == TextEncoding::kBytes);
}

TEST_CASE("Transcoding restores the text, without its mark") {
  for (const Form& form : kForms) {
    CAPTURE(static_cast<int>(form.encoding));
    for (const bool with_mark : {false, true}) {
      for (const std::string& text : {std::string(), kMixed, std::string("a\0b", 3)}) {
        CHECK(transcode_to_utf8(to_utf(form.utf, text, with_mark), form.encoding) == text);
      }
    }
  }
}

TEST_CASE("Only the first mark is one; further on, and in a continuation, it is a character") {
  const std::string mark = "\xEF\xBB\xBF";
  for (const Form& form : kForms) {
    const std::string text = to_utf(form.utf, mark + "a" + mark, true);
    CHECK(transcode_to_utf8(text, form.encoding) == mark + "a" + mark);
    CHECK(transcode_to_utf8(text, form.encoding, TextPart::kContinuation) ==
          mark + mark + "a" + mark);
  }
}

TEST_CASE("Lone surrogates and values beyond Unicode become the replacement character") {
  const std::string mark = "\xEF\xBF\xBD";
  struct Row {
    TextEncoding encoding;
    std::string text, expected;
  };
  for (const Row& row : std::initializer_list<Row>{
           {TextEncoding::kUtf16Le, bytes({0x00, 0xD8, 'a', 0}), mark + "a"},
           {TextEncoding::kUtf16Le, bytes({0x00, 0xDC, 'a', 0}), mark + "a"},
           {TextEncoding::kUtf16Le, bytes({0x00, 0xD8, 0x00, 0xD8, 0x00, 0xDC}),
            mark + "\xF0\x90\x80\x80"},
           {TextEncoding::kUtf16Le, bytes({0x00, 0xDC, 0x00, 0xD8}), mark + mark},
           {TextEncoding::kUtf16Le, bytes({0xFF, 0xDB, 0xFF, 0xDF}), "\xF4\x8F\xBF\xBF"},
           {TextEncoding::kUtf16Be, bytes({0xD8, 0x00}), mark},
           {TextEncoding::kUtf16Be, bytes({0xD8, 0x00, 0xDC}), mark},
           {TextEncoding::kUtf32Le, bytes({0, 0, 0x11, 0, 'a', 0, 0, 0}), mark + "a"},
           {TextEncoding::kUtf32Be, bytes({0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 'a'}), mark + "a"},
           {TextEncoding::kUtf32Be, bytes({0, 0, 0xD8, 0x3D}), mark}}) {
    CAPTURE(row.text);
    CHECK(transcode_to_utf8(row.text, row.encoding) == row.expected);
  }
}

TEST_CASE("An incomplete unit at the end is left out") {
  for (const Form& form : kForms) {
    const std::string text = to_utf(form.utf, "ab", false);
    const std::size_t unit = unit_size(form.encoding);
    for (std::size_t cut = 1; cut < unit; ++cut) {
      CHECK(transcode_to_utf8(text.substr(0, text.size() - cut), form.encoding) == "a");
      CHECK(transcode_to_utf8(text.substr(0, unit - cut), form.encoding) == "");
    }
  }
}

}  // namespace keyhound
