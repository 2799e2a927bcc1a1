// SPDX-License-Identifier: Apache-2.0
// The conformance tests of GitHub's own implementation: fixtures/expressions.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scanner/pipelines/expressions/github_evaluator.h"
#include "scanner/pipelines/expressions/github_expression.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using Kind = ExpressionValue::Kind;

ExpressionValue value_of(const Json& json) {
  if (json.is_null()) return {};
  if (json.is_boolean()) return ExpressionValue::boolean(json.get<bool>());
  if (json.is_number()) return ExpressionValue::number(json.get<double>());
  if (json.is_string()) return ExpressionValue::text(json.get<std::string>());
  if (json.is_array()) {
    ExpressionArray array;
    for (const Json& item : json) array.items.push_back(value_of(item));
    return ExpressionValue::array(std::move(array));
  }
  ExpressionObject object;
  for (const auto& [key, item] : json.items()) object.set(key, value_of(item));
  return ExpressionValue::object(std::move(object));
}

Json json_of(const ExpressionValue& value) {
  if (const auto* boolean = value.as_bool()) return *boolean;
  if (const auto* number = value.as_number()) return *number;
  if (const auto* text = value.as_text()) return *text;
  if (const auto* array = value.as_array()) {
    Json json = Json::array();
    for (const ExpressionValue& item : array->items) json.push_back(json_of(item));
    return json;
  }
  if (const auto* object = value.as_object()) {
    Json json = Json::object();
    for (const auto& [key, item] : object->entries()) json[key] = json_of(item);
    return json;
  }
  return nullptr;
}

std::string name_of(Kind kind) {
  constexpr const char* kNames[] = {"Null", "Boolean", "Number", "String", "Array", "Object"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string name_of(GithubErrorKind kind) {
  constexpr const char* kNames[] = {"lexing", "parsing", "evaluation"};
  return kNames[static_cast<std::size_t>(kind)];
}

GithubResult<ExpressionValue> run(const Json& test) {
  ExpressionObject contexts;
  std::vector<std::string_view> known;
  if (test.contains("contexts")) {
    for (const auto& [name, value] : test["contexts"].items()) contexts.set(name, value_of(value));
  }
  for (const auto& entry : contexts.entries()) known.push_back(entry.first);
  const GithubNames names{known};
  const auto expression = read_github_expression(test["expr"].get<std::string>(), &names);
  if (!expression) return tl::unexpected(expression.error());
  return evaluate_github_expression(*expression, contexts);
}

void check(const Json& test) {
  const auto result = run(test);
  if (test.contains("err")) {
    REQUIRE_FALSE(result);
    CHECK(name_of(result.error().kind) == test["err"]["kind"].get<std::string>());
    const auto begins = test["err"]["value"].get<std::string>();
    CHECK(result.error().message.substr(0, begins.size()) == begins);
    return;
  }
  REQUIRE(result);
  CHECK(name_of(result->kind()) == test["result"]["kind"].get<std::string>());
  CHECK(json_of(*result) == json_of(value_of(test["result"]["value"])));
}

TEST_CASE("Every expression has the result or the error that GitHub gives it") {
  std::size_t cases = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(testing::kSourceDir) / "fixtures/expressions")) {
    if (entry.path().extension() != ".json") continue;
    const std::string file = entry.path().filename().string();
    std::ifstream stream(entry.path());
    const Json groups = Json::parse(stream);
    for (const auto& [group, tests] : groups.items()) {
      for (const Json& test : tests) {
        CAPTURE(file);
        CAPTURE(group);
        CAPTURE(test["expr"].get<std::string>());
        check(test);
        ++cases;
      }
    }
  }
  CHECK(cases == 1020);
}

}  // namespace
}  // namespace keyhound
