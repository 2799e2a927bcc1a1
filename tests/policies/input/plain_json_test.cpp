// SPDX-License-Identifier: Apache-2.0
#include "policies/input/plain_json.h"

#include <doctest/doctest.h>

#include "policies/json.h"

namespace keyhound {

TEST_CASE("Plain values are read as they are written, with white space around them") {
  PlainJson json(
      " { \"a\" :\t\"x\\n\\\"y\\\\ \xC3\xA9\", \"b\": [ \"1\" , \"\" ],\r\n\"c\": 17, \"d\": 9.5,"
      " \"e\": true, \"f\": null, \"g\": {\"h\": [1, {}, []]} } rest");
  std::string text;
  std::vector<std::string> texts;
  std::uint64_t number = 0;
  double real = 0;
  bool is_set = false;
  CHECK(json.object([&](std::string_view name) {
    if (name == "a") return json.text(text);
    if (name == "b") return json.texts(texts);
    if (name == "c") return json.number(number);
    if (name == "d") return json.real(real);
    if (name == "e") return json.flag(is_set);
    if (name == "f") return json.is_null();
    return json.skip();
  }));
  CHECK(text == "x\n\"y\\ \xC3\xA9");
  CHECK(texts == std::vector<std::string>{"1", ""});
  CHECK(number == 17);
  CHECK(real == 9.5);
  CHECK(is_set);
  CHECK(std::string_view(json.place()) == " rest");
}

TEST_CASE("What is not plain, and what is no JSON, is given up") {
  for (const std::string_view text : {"",
                                      "\"a",
                                      "\"\\u0041\"",
                                      "\"\\x\"",
                                      "\"\\",
                                      "\"\x01\"",
                                      "\"\xC3\"",
                                      "\"\xED\xA0\x80\"",
                                      "\"\xFF\"",
                                      "01",
                                      "-1",
                                      "1e5",
                                      "1.",
                                      ".5",
                                      "1",
                                      "[1",
                                      "[1,]",
                                      "[1 2]",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "tru",
                                      "nul",
                                      "[[[[[1]]]]]",
                                      "12345678901234567890 "}) {
    CAPTURE(text);
    CHECK_FALSE(PlainJson(text).skip());
  }
  std::uint64_t number = 0;
  CHECK_FALSE(PlainJson("1.5 ").number(number));
  std::string text;
  CHECK_FALSE(PlainJson("7 ").text(text));
}

// Whatever bytes stand in it: where a value is taken, the JSON parser takes the same bytes.
TEST_CASE("What is taken for a value is one for the JSON parser") {
  const std::string sample =
      "[{\"a\": \"x\\ty \xC3\xA9\", \"b\": [0, 10, 2.50], \"c\": true, \"d\": null}, \"\", []]";
  std::size_t taken = 0;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    for (const char c : std::string("\"\\{}[]:,0.9eE-tnu/ \x01\x80\xC3\n")) {
      std::string changed = sample;
      changed[at] = c;
      PlainJson json(changed);
      if (!json.skip()) continue;
      ++taken;
      CAPTURE(changed);
      const std::string value(changed.c_str(), json.place());
      CHECK(Json::accept(value));
    }
  }
  CHECK(taken > 100);
}

}  // namespace keyhound
