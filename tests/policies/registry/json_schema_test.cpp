// SPDX-License-Identifier: Apache-2.0
// The published schema against the readers' tables: every mapping, choice and typed value of the
// schema is given to the readers broken, and what they say must be what the schema says.
#include "policies/registry/json_schema.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "policies/json.h"
#include "policies/registry/registry.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

const Json& schema() {
  static const Json parsed = *parse_json(registry_json_schema());
  return parsed;
}

const Json& resolved(const Json& node) {
  if (!node.contains("$ref")) return node;
  const std::string name = node["$ref"].get<std::string>().substr(std::string("#/$defs/").size());
  return resolved(schema()["$defs"].at(name));
}

// The text of a registry with `value` at a path of keys ("[]": in a list), and where it begins.
struct Document {
  std::string text;
  std::size_t column;
};

Document with_value(const std::vector<std::string>& path, const std::string& value) {
  std::string before;
  std::string after;
  for (const std::string& key : path) {
    before += key == "[]" ? "[" : "{" + key + ": ";
    after.insert(0, key == "[]" ? "]" : "}");
  }
  return {before + value + after, before.size() + 1};
}

std::vector<std::string> lines_of(const Document& document) {
  const Result<Registry> registry = parse_registry(document.text, "r");
  std::vector<std::string> lines;
  std::istringstream text(registry ? "" : registry.error().message);
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

// The words of "...<marker>a, b, c; ..." in the line that has it; none: no line has it.
std::set<std::string> words_after(const std::vector<std::string>& lines,
                                  const std::string& marker) {
  std::set<std::string> words;
  for (const std::string& line : lines) {
    const std::size_t at = line.find(marker);
    if (at == std::string::npos) continue;
    std::istringstream rest(line.substr(at + marker.size()));
    for (std::string word; rest >> word;) {
      const bool is_last = word.back() != ',';
      if (word.back() == ',' || word.back() == ';') word.pop_back();
      words.insert(word);
      if (is_last) break;
    }
  }
  return words;
}

bool says(const std::vector<std::string>& lines, const std::string& text) {
  return std::any_of(lines.begin(), lines.end(), [&text](const std::string& line) {
    return line.find(text) != std::string::npos;
  });
}

class SchemaWalk {
 public:
  void visit(const Json& node, std::vector<std::string> path) {
    CAPTURE(with_value(path, "?").text);
    const Json& at = resolved(node);
    const std::string name = node.value("$ref", "");
    if (at.contains("properties")) check_mapping(at, path);
    if (at.contains("enum")) check_choice(at, path);
    if (name == "#/$defs/date" || name == "#/$defs/fact") check_refusal(path, "is not a time");
    if (name == "#/$defs/duration") check_refusal(path, "is not a duration");
    if (at.contains("minimum")) check_refusal(path, "expected a whole number from 0");
    for (const Json& variant : at.value("anyOf", Json::array())) {
      if (!variant.contains("required")) visit(variant, path);
    }
    if (at.contains("items")) {
      path.emplace_back("[]");
      visit(at["items"], path);
      path.pop_back();
    }
    const Json properties = at.value("properties", Json::object());
    for (const auto& item : properties.items()) {
      const std::string& key = item.key();
      const auto& value = item.value();
      CAPTURE(key);
      CHECK_FALSE((resolved(value).value("description", "").empty() &&
                   value.value("description", "").empty()));
      path.push_back(key);
      visit(value, path);
      path.pop_back();
    }
  }

  std::size_t mappings = 0;
  std::size_t choices = 0;
  std::size_t values = 0;

 private:
  void check_mapping(const Json& at, const std::vector<std::string>& path) {
    ++mappings;
    CHECK(at["additionalProperties"] == false);
    std::set<std::string> keys;
    for (const auto& [key, value] : at["properties"].items()) keys.insert(key);
    CHECK(words_after(lines_of(with_value(path, "{zzzzzzzzzzzz: 1}")),
                      "unknown key; known here: ") == keys);
    const Document empty = with_value(path, "{}");
    const std::string place = "r:1:" + std::to_string(empty.column) + ": ";
    std::set<std::string> needed;
    for (const std::string& line : lines_of(empty)) {
      const std::size_t needs = line.find(" needs '");
      if (line.rfind(place, 0) != 0 || needs == std::string::npos) continue;
      needed.insert(line.substr(needs + 8, line.rfind('\'') - needs - 8));
    }
    CHECK(needed == at.value("required", std::set<std::string>()));
  }

  void check_choice(const Json& at, const std::vector<std::string>& path) {
    ++choices;
    std::set<std::string> words;
    for (const Json& word : at["enum"]) {
      if (word.is_string()) words.insert(word.get<std::string>());
    }
    CHECK(words_after(lines_of(with_value(path, "zzzzzzzzzzzz")), "must be one of ") == words);
  }

  void check_refusal(const std::vector<std::string>& path, const std::string& reason) {
    ++values;
    CHECK(says(lines_of(with_value(path, "x")), reason));
  }
};

}  // namespace

TEST_CASE("The published schema and the readers agree on keys, choices, needs and types") {
  SchemaWalk walk;
  walk.visit(schema(), {});
  CHECK(walk.mappings >= 38);
  CHECK(walk.choices >= 10);
  CHECK(walk.values >= 50);
}

TEST_CASE("The program embeds the published schema") {
  std::ifstream file(std::string(testing::kSourceDir) + "/policies/schemas/registry.schema.json");
  std::ostringstream text;
  text << file.rdbuf();
  CHECK(text.str() == registry_json_schema());
  CHECK(schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema");
}

}  // namespace keyhound
