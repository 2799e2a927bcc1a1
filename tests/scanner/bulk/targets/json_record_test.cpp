// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/json_record.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {

TEST_CASE("Members have their type or a default, and are named where they have another one") {
  const auto json = parse_outside_json(
      R"({"text": "x", "flag": true, "number": 7, "object": {"a": 1}, "null": null})");
  REQUIRE(json.has_value());
  const auto record = JsonRecord::of(*json);
  REQUIRE(record.has_value());
  CHECK(*record->text("text") == "x");
  CHECK(record->text("none")->empty());
  CHECK(record->text("null")->empty());
  CHECK(*record->required_text("text") == "x");
  CHECK(record->required_text("none").error().message == "'none' is missing");
  CHECK(*record->flag("flag"));
  CHECK_FALSE(*record->flag("null"));
  CHECK(**record->number("number") == 7);
  CHECK_FALSE(record->number("null")->has_value());
  CHECK(record->object("object")->has_value());
  CHECK_FALSE(record->object("none")->has_value());
  CHECK(record->flag("text").error().message.find("'text'") != std::string::npos);
  CHECK_FALSE(record->text("flag").has_value());
  CHECK_FALSE(record->number("text").has_value());
  CHECK_FALSE(record->object("number").has_value());
  CHECK_FALSE(JsonRecord::of(nlohmann::json::array()).has_value());
}

TEST_CASE("A number that is no whole positive one is refused") {
  for (const char* text : {R"({"n": -1})", R"({"n": 1.5})", R"({"n": 1e30})"}) {
    const auto json = parse_outside_json(text);
    REQUIRE(json.has_value());
    CHECK_FALSE(JsonRecord::of(*json)->number("n").has_value());
  }
}

TEST_CASE("What is no JSON, or too deep, is an error that quotes nothing") {
  for (const std::string& text :
       {std::string(), std::string("<html>"), std::string("[1, 2"), std::string("{\"a\": 1} x"),
        std::string("[\"\xff\"]"), std::string("[1e999]"), std::string(1'000'000, '[')}) {
    const auto json = parse_outside_json(text);
    REQUIRE_FALSE(json.has_value());
    CHECK((json.error().kind == ErrorKind::kCorrupt));
    CHECK(json.error().message.size() < 100);
    CHECK(json.error().message.find("html") == std::string::npos);
  }
  CHECK(parse_outside_json(std::string(60, '[') + std::string(60, ']')).has_value());
}

}  // namespace keyhound
