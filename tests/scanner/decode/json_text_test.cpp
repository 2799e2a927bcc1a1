// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/json_text.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {

TEST_CASE("An object's members are found by their path") {
  const auto object = JsonObject::parse(
      R"( {"iss": "me", "exp": -1.5e3, "m": {"r": "eu", "deep": [1, {"x": true}]}, "n": null, "e": {}} )");
  REQUIRE(object);
  CHECK(object->text("iss") == "me");
  CHECK(object->find("exp")->value == "-1.5e3");
  CHECK_FALSE(object->find("exp")->is_text);
  CHECK(object->text("exp").empty());
  CHECK(object->text("m.r") == "eu");
  CHECK(object->find("m.deep.1.x")->value == "true");
  CHECK(object->find("n")->value == "null");
  CHECK(object->has("m"));
  CHECK(object->has("m.deep"));
  CHECK_FALSE(object->has("m.d"));
  CHECK(object->find("absent") == nullptr);
}

TEST_CASE("Escapes become the characters that they mean") {
  const auto object = JsonObject::parse(R"({"a":"\"\\\/\n\u0041\u00e9\ud83d\ude00\ud800x"})");
  REQUIRE(object);
  CHECK(object->text("a") == "\"\\/\nA\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBDx");
}

TEST_CASE("What is no single object is refused") {
  for (const std::string_view text : {"",
                                      "[]",
                                      "1",
                                      "{",
                                      "{}x",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "{\"a\":01}",
                                      "{\"a\":1.}",
                                      "{\"a\":\"\n\"}",
                                      "{\"a\":\"\\q\"}",
                                      "{\"a\":\"\\u12\"}",
                                      "{\"a\":tru}",
                                      "{\"a\":[1,]}",
                                      "{\"a\":\"",
                                      "{\"a\":\"\\",
                                      "{\"a\":-}",
                                      "{\"a\" 1}",
                                      "{} {}"}) {
    CAPTURE(text);
    CHECK_FALSE(JsonObject::parse(text).has_value());
  }
}

TEST_CASE("Depth, members and size are bounded") {
  const auto nested = [](int depth) {
    std::string text = "{\"a\":";
    for (int i = 0; i < depth; ++i) text += '[';
    text += '1';
    for (int i = 0; i < depth; ++i) text += ']';
    return text + "}";
  };
  CHECK(JsonObject::parse(nested(10)).has_value());
  CHECK_FALSE(JsonObject::parse(nested(20)).has_value());
  CHECK_FALSE(JsonObject::parse(nested(30'000)).has_value());
  std::string many = "{\"a\":[1";
  for (int i = 0; i < 600; ++i) many += ",1";
  CHECK_FALSE(JsonObject::parse(many + "]}").has_value());
  CHECK_FALSE(JsonObject::parse("{\"a\":\"" + std::string(kLongestJson, 'x') + "\"}").has_value());
}

}  // namespace keyhound
