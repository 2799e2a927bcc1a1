// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/event_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace keyhound {
namespace {

struct Scalar {
  ScalarStyle style;
  std::string text;
  SourcePosition start, end;
  std::uint32_t begin;
};

std::vector<Scalar> scalars_of(std::string_view text) {
  const PositionTable positions(text);
  YamlEvents events(text, positions);
  std::vector<Scalar> scalars;
  while (true) {
    Result<YamlEvent> event = events.next();
    REQUIRE(event);
    if (event->kind == YamlEventKind::kStreamEnd) return scalars;
    if (event->kind != YamlEventKind::kScalar) continue;
    scalars.push_back({event->style, std::string(event->text), positions.at_byte(event->begin),
                       positions.at_byte(event->end), event->begin});
  }
}

std::string error_of(std::string_view text) {
  const PositionTable positions(text);
  YamlEvents events(text, positions);
  while (true) {
    Result<YamlEvent> event = events.next();
    if (!event) return event.error().message;
    if (event->kind == YamlEventKind::kStreamEnd) return "";
  }
}

}  // namespace

TEST_CASE("YamlEvents keeps the style of each scalar") {
  const auto scalars =
      scalars_of("[plain, 'single', \"double\"]\n---\n|\n literal\n---\n>\n folded\n");
  REQUIRE(scalars.size() == 5);
  CHECK(scalars[0].style == ScalarStyle::kPlain);
  CHECK(scalars[1].style == ScalarStyle::kSingleQuoted);
  CHECK(scalars[2].style == ScalarStyle::kDoubleQuoted);
  CHECK(scalars[3].style == ScalarStyle::kLiteral);
  CHECK(scalars[4].style == ScalarStyle::kFolded);
}

TEST_CASE(
    "YamlEvents counts positions behind a byte order mark as if it were not there, and bytes with "
    "it") {
  const auto scalars = scalars_of("\xEF\xBB\xBFkey: value\n");
  REQUIRE(scalars.size() == 2);
  CHECK(scalars[0].start == SourcePosition{1, 1});
  CHECK(scalars[0].begin == 3);
  CHECK(scalars[1].start == SourcePosition{1, 6});
  CHECK(scalars[1].begin == 8);
  CHECK(scalars[1].end == SourcePosition{1, 11});
}

TEST_CASE("YamlEvents counts positions right behind carriage returns and wide characters") {
  const auto scalars = scalars_of("a: 1\r\n\xF0\x9F\x94\x91: \"\xC3\xA4\"\r\n");
  REQUIRE(scalars.size() == 4);
  CHECK(scalars[2].start == SourcePosition{2, 1});
  CHECK(scalars[3].start == SourcePosition{2, 5});
  CHECK(scalars[3].end == SourcePosition{2, 8});
}

TEST_CASE("YamlEvents names the place and the reason of an error") {
  CHECK(error_of("a: b: c\n") == "1:5: mapping values are not allowed in this context");
  CHECK(error_of("a: [1, 2\nb: 3\n").starts_with("2:"));
  CHECK(error_of("a:\n\tb: 1\n").find("use spaces") != std::string::npos);
  CHECK(error_of("\xEF\xBB\xBF"
                 "a: \xFF\n") == "1:4: invalid leading UTF-8 octet");
  CHECK(error_of("a: \xFF\n") == "1:4: invalid leading UTF-8 octet");
  CHECK(error_of(std::string_view("a: \0b", 5)) == "1:4: control characters are not allowed");
}

}  // namespace keyhound
