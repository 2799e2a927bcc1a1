// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/template_text.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A template is texts, the secret, parts and identities, and braces of JSON stay braces") {
  const auto pieces =
      parse_template(R"({"a":{"t":"{secret}"},"b":"{part:aws-key}","c":"{identity:account}"})");
  REQUIRE(pieces.has_value());
  REQUIRE(pieces->size() == 7);
  CHECK(pieces->at(0).text == R"({"a":{"t":")");
  CHECK(pieces->at(1).kind == TemplatePiece::Kind::kSecret);
  CHECK(pieces->at(3).kind == TemplatePiece::Kind::kPart);
  CHECK(pieces->at(3).text == "aws-key");
  CHECK(pieces->at(5).kind == TemplatePiece::Kind::kIdentity);
  CHECK(pieces->at(5).text == "account");
  CHECK(pieces->at(6).text == "\"}");
}

TEST_CASE("An endpoint is a piece of its own") {
  const auto pieces = parse_template("{endpoint}/v1");
  REQUIRE(pieces.has_value());
  REQUIRE(pieces->size() == 2);
  CHECK(pieces->front().kind == TemplatePiece::Kind::kEndpoint);
  CHECK_FALSE(parse_template("{endpoint:x}").has_value());
}

TEST_CASE("A template that names an unknown part is an error that names it") {
  for (const std::string_view text : {"{secrets}", "a{part:}b", "{identity:}", "{token}"}) {
    CAPTURE(text);
    const auto pieces = parse_template(text);
    REQUIRE_FALSE(pieces.has_value());
    CHECK(pieces.error().message.find("which is none of {secret}") != std::string::npos);
  }
  for (const std::string_view text : {"", "{", "{}", "{ secret }", "{query { viewer { id } }}"}) {
    CAPTURE(text);
    CHECK(parse_template(text).has_value());
  }
}

}  // namespace keyhound
