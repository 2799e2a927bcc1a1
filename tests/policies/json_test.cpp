// SPDX-License-Identifier: Apache-2.0
#include "policies/json.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("JSON is read whole, with its numbers and escapes") {
  const Result<Json> value = parse_json(R"({"a": [1, -2.5, "é\n", true, null], "b": {}})");
  REQUIRE(value);
  CHECK(value->at("a").at(0) == 1);
  CHECK(value->at("a").at(2) == "\xC3\xA9\n");
  CHECK(value->at("b").empty());
}

TEST_CASE("What is no JSON names the byte, and does not quote the text") {
  for (const char* text : {"", "{", "[1,]", "{\"a\" 1}", "nope", "[1] 2", "\"\xFF\""}) {
    CAPTURE(text);
    const Result<Json> value = parse_json(text);
    REQUIRE_FALSE(value);
    CHECK(value.error().kind == ErrorKind::kCorrupt);
    CHECK(value.error().message.find("byte ") == 0);
    CHECK(value.error().message.find("nope") == std::string::npos);
  }
}

TEST_CASE("JSON nested 64 levels deep is read, deeper is refused") {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  CHECK(parse_json(nested(64)));
  CHECK_FALSE(parse_json(nested(65)));
  CHECK_FALSE(parse_json(std::string(1'000'000, '[')));
}

TEST_CASE(
    "JSON for people is one line of ASCII in which nothing acts on a terminal or a CI system") {
  OrderedJson value = OrderedJson::object();
  value["z"] = "\x1B[2J \u202E \x7F \u00e9";
  value["a"] = "x ##vso[task] ##[error]";
  value["bad"] = "\xFF";
  const std::string line = ascii_json_line(value);
  CHECK(line == R"({"z":"\u001b[2J \u202e \u007f \u00e9","a":"x \u0023#vso[task] \u0023#[error]",)"
                R"("bad":"\ufffd"})");
  const Result<Json> again = parse_json(line);
  REQUIRE(again);
  CHECK(again->at("a") == "x ##vso[task] ##[error]");
}

}  // namespace keyhound
