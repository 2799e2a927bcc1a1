// SPDX-License-Identifier: Apache-2.0
#include "policies/input/json_parts.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

// "<member>=<part>;" and "<member>[]=<part>;" of those members that are not called "no".
std::string parts_of(const std::string& text) {
  std::string all;
  JsonParts parts([](const std::string& member) { return member != "no"; },
                  [&all](const std::string& member, bool is_of_list, const Json& part) {
                    all += member + (is_of_list ? "[]=" : "=") + part.dump() + ";";
                    return part != "stop";
                  });
  Json::sax_parse(text, &parts);
  return parts.problem().empty() ? all : parts.problem();
}

std::string nested(std::size_t levels) {
  return R"({"a": {"b": )" + std::string(levels, '[') + "1" + std::string(levels, ']') + "}}";
}

}  // namespace

TEST_CASE("The members of a document and the objects of its lists are its parts") {
  CHECK(parts_of(R"({"a": 1, "b": [{"x": [1, {"y": null}]}, {}], "c": {"d": [true, -2.5]}})") ==
        R"(a=1;b[]={"x":[1,{"y":null}]};b[]={};c={"d":[true,-2.5]};)");
  CHECK(parts_of(R"({"a": "stop", "b": 2})") == R"(a="stop";)");
  CHECK(parts_of(R"({"a": {"x": 1, "x": 2}})") == R"(a={"x":2};)");
}

TEST_CASE("What is not wanted is passed over, and so is what is no part") {
  CHECK(parts_of(R"({"no": [{"a": 1}], "b": 1, "no": {"a": {"b": {}}}, "c": 2})") == "b=1;c=2;");
  CHECK(parts_of(R"({"a": [1, [{"x": 1}], "s"], "b": []})").empty());
  CHECK(parts_of(R"([{"a": 1}])").empty());
  CHECK(parts_of("7").empty());
}

TEST_CASE("No JSON, and JSON nested too deep, are refused with the reason") {
  CHECK(parts_of(R"({"a": )") == "byte 7: this is no JSON");
  CHECK(parts_of("{} x") == "byte 4: this is no JSON");
  CHECK(parts_of(R"({"a": 1e999})") == "this is no JSON report of keyhound");
  CHECK(parts_of(nested(14)).starts_with("a="));
  CHECK(parts_of(nested(15)) == "nested deeper than 16 levels");
  CHECK(parts_of(R"({"no": )" + nested(20) + "}") == "nested deeper than 16 levels");
}

}  // namespace keyhound
