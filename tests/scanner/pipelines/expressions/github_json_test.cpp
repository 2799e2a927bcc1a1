// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_json.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

std::string rewritten(std::string_view json) {
  const auto read = read_github_json(json);
  if (!read) return "(" + read.error().message + ")";
  return *write_github_json(*read, 10'000);
}

TEST_CASE("What is read is written, indented by two spaces") {
  CHECK(rewritten(R"( {"a":[1,-2.5e1,{}],"b":null} )") ==
        "{\n  \"a\": [\n    1,\n    -25,\n    {}\n  ],\n  \"b\": null\n}");
}

TEST_CASE("Escapes are read and written") {
  CHECK(rewritten(R"("\u00fc\ud83d\ude0a\/\n\u0001\"")") ==
        "\"\xC3\xBC\xF0\x9F\x98\x8A/\\n\\u0001\\\"\"");
  CHECK(rewritten(R"("\ud83d-")") == "\"\xEF\xBF\xBD-\"");
}

TEST_CASE("Keys that differ in case only are one, and the last value counts") {
  CHECK(rewritten(R"({"Ab":1,"c":2,"aB":3})") == "{\n  \"Ab\": 3,\n  \"c\": 2\n}");
}

TEST_CASE("What is no JSON is refused without quoting it") {
  for (const char* json :
       {"", "{", "[1,]", "01", "1.", "-", "1e", "nul", "'a'", "\"\\x\"", "\"\n\"", "{\"a\"}",
        "{a:1}", "[1 2]", "1 2", "\"\\u12\"", "\"a", "+1", ".5"}) {
    CAPTURE(json);
    CHECK(rewritten(json) == "(not JSON)");
  }
}

TEST_CASE("Depth and the number of values are bounded") {
  const std::string open(64, '[');
  const std::string close(64, ']');
  CHECK(read_github_json(open + close));
  CHECK(read_github_json("[" + open + close + "]").error().kind == ErrorKind::kLimit);
  CHECK(read_github_json("[1,2,3]", {64, 4}));
  CHECK(read_github_json("[1,2,3,4]", {64, 4}).error().kind == ErrorKind::kLimit);
}

TEST_CASE("Writing stops at its limit") {
  ExpressionArray array;
  array.items.assign(100, ExpressionValue::text("0123456789"));
  const auto value = ExpressionValue::array(std::move(array));
  CHECK(write_github_json(value, 10'000));
  CHECK_FALSE(write_github_json(value, 1'000));
}

}  // namespace
}  // namespace keyhound
