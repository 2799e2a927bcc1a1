// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/canonical_reader.h"

#include <doctest/doctest.h>

#include <optional>
#include <random>

#include "policies/evidence/canonical_json.h"

namespace keyhound {
namespace {

std::optional<Json> read(std::string_view text) {
  CanonicalReader reader(text);
  Json value;
  if (!reader.read_value(value) || !reader.is_at_end()) return std::nullopt;
  return value;
}

// What was read is what parse_json() gives, of the same kinds of numbers, and the text is its own
// canonical form.
bool is_right(std::string_view text, const Json& value) {
  const auto parsed = parse_json(text);
  if (!parsed) return false;
  const auto canonical = canonical_json(*parsed);
  return canonical && *canonical == text && *parsed == value && parsed->type() == value.type() &&
         parsed->dump() == value.dump();
}

}  // namespace

TEST_CASE("Canonical text is read to the value that it is of") {
  for (const std::string_view text :
       {"{}", "[]", "null", "true", "false", "0", "7", "-1", "999999999999999", "-999999999999999",
        R"("")", R"("eight bytes or more of text")", R"("\b\t\n\f\r\"\\\u0000\u000b\u001f")",
        "\"\x7f\"", "\"\u00e9\u2028\U0001F600\"", R"({"":1,"a":{"b":[1,[],{},"x"]},"aa":null})",
        // Sorted by UTF-16, where U+1F600 comes before U+FB01.
        "{\"\u20ac\":1,\"\U0001F600\":2,\"\uFB01\":3}", R"([[[[[[[[1]]]]]]]])"}) {
    CAPTURE(text);
    const auto value = read(text);
    REQUIRE(value);
    CHECK(is_right(text, *value));
  }
}

TEST_CASE("Text that is not canonical is refused") {
  for (const std::string_view text : {"",
                                      " ",
                                      "{",
                                      "[",
                                      "[1",
                                      "[1,",
                                      "[1,]",
                                      "[,1]",
                                      "{\"a\"",
                                      "{\"a\":",
                                      "{\"a\":1",
                                      "{\"a\":1,",
                                      "{\"a\":1,}",
                                      "{\"a\" :1}",
                                      "{\"a\": 1}",
                                      "[1 ]",
                                      " 1",
                                      "1 ",
                                      "nul",
                                      "nulll",
                                      "True",
                                      "01",
                                      "-0",
                                      "-",
                                      "+1",
                                      "1e3",
                                      "1E3",
                                      "1.0",
                                      "0.5e1",
                                      "1.",
                                      ".5",
                                      "-01",
                                      "1a",
                                      "0x1",
                                      R"({"b":1,"a":2})",
                                      R"({"a":1,"a":1})",
                                      R"({"a":1,"a":2})",
                                      R"({"aa":1,"a":1})",
                                      "{\"\uFB01\":1,\"\U0001F600\":2}",
                                      R"({1:2})",
                                      R"({null:1})",
                                      R"({"a"})",
                                      R"(["a":1])",
                                      R"(")",
                                      R"("a)",
                                      R"("\)",
                                      R"("\")",
                                      R"("\/")",
                                      R"("\u")",
                                      R"("\u00")",
                                      R"("\u0041")",
                                      R"("\u000A")",
                                      R"("\u001F")",
                                      R"("\u000a")",
                                      R"("\u0020")",
                                      R"("\u0022")",
                                      R"("\u00e9")",
                                      R"("\ud83d\ude00")",
                                      R"("\ud800")",
                                      R"("\x41")",
                                      R"("\U0000")",
                                      "\"\n\"",
                                      "\"\x1f\"",
                                      "\"\xC0\x80\"",
                                      "\"\xED\xA0\x80\"",
                                      "\"\xF4\x90\x80\x80\"",
                                      "\"\xFF\"",
                                      "\"\x80\"",
                                      "\"\xE2\x82\"",
                                      "\"12345678\xE2\x82\"",
                                      "\xEF\xBB\xBF{}",
                                      "'a'",
                                      "NaN",
                                      "Infinity"}) {
    CAPTURE(text);
    CHECK_FALSE(read(text));
  }
  CHECK_FALSE(read(std::string_view("\"\0\"", 3)));
  CHECK_FALSE(read(std::string_view("1\0", 2)));
}

TEST_CASE("What is canonical but rare is left to others") {
  for (const std::string_view text : {"1.5", "1e+21", "1000000000000000", R"({"\n":1})"}) {
    CAPTURE(text);
    CHECK(*canonical_json(*parse_json(text)) == text);
    CHECK_FALSE(read(text));
  }
  CHECK(read(std::string(32, '[') + std::string(32, ']')));
  CHECK_FALSE(read(std::string(33, '[') + std::string(33, ']')));
  CHECK_FALSE(read(std::string(1'000'000, '[')));
}

TEST_CASE("Every byte at every place of a word of plain text is judged") {
  for (std::size_t place = 0; place < 20; ++place) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = "\"" + std::string(20, 'a') + "\"";
      text[1 + place] = static_cast<char>(byte);
      const bool is_plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
      CAPTURE(place);
      CAPTURE(byte);
      CHECK(read(text).has_value() == is_plain);
    }
  }
}

TEST_CASE("The other readers take one kind of value each") {
  Json object;
  std::string text;
  std::string_view plain;
  std::uint64_t count = 0;
  CHECK(CanonicalReader(R"({"a":1})").read_object(object));
  CHECK_FALSE(CanonicalReader("[1]").read_object(object));
  CHECK_FALSE(CanonicalReader("").read_object(object));
  CHECK(CanonicalReader(R"("\n")").read_text(text));
  CHECK(text == "\n");
  CHECK_FALSE(CanonicalReader("1").read_text(text));
  CHECK(CanonicalReader("\"\u00e9\"").read_plain_text(plain));
  CHECK(plain == "\u00e9");
  CHECK_FALSE(CanonicalReader(R"("\n")").read_plain_text(plain));
  CHECK(CanonicalReader("12,").read_count(count));
  CHECK(count == 12);
  CHECK_FALSE(CanonicalReader("-1").read_count(count));
  CHECK_FALSE(CanonicalReader("").read_count(count));
  CanonicalReader reader("abc");
  CHECK_FALSE(reader.take("b"));
  CHECK(reader.take("ab"));
  CHECK(reader.place() == 2);
  CHECK_FALSE(reader.take("cd"));
  CHECK(reader.take("c"));
  CHECK(reader.is_at_end());
}

TEST_CASE("Of random mutations only canonical text is read, and to the same value") {
  const std::string seed =
      "{\"a\":[1,-2,{\"b\":\"x\\n\\u0001\u00e9\"},null],\"b\":{\"c\":true,\"d\":false,\"e\":0},"
      "\"\u20ac\":\"\\\\\\\"\",\"\U0001F600\":[[],{}],\"\uFB01\":123456789012345}";
  REQUIRE(read(seed));
  const std::string_view bytes = "{}[]\",:\\0123456789-+.eEuabcnfrtls \n\xC3\xA9\xED\xF0\xFF";
  std::mt19937 random(2026);
  int taken = 0;
  for (int i = 0; i < 100'000; ++i) {
    std::string text = seed;
    for (std::size_t edits = 1 + random() % 2; edits > 0; --edits) {
      const std::size_t place = random() % text.size();
      const char byte = bytes[random() % bytes.size()];
      switch (random() % 3) {
        case 0:
          text[place] = byte;
          break;
        case 1:
          text.insert(place, 1, byte);
          break;
        default:
          text.erase(place, 1 + random() % 3);
      }
    }
    const auto value = read(text);
    if (!value) continue;
    ++taken;
    CAPTURE(text);
    CHECK(is_right(text, *value));
  }
  CHECK(taken > 1000);
}

}  // namespace keyhound
