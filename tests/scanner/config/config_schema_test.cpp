// SPDX-License-Identifier: Apache-2.0
// The published schema: it is JSON, it is the committed one, and it refuses what the reader does.
#include "scanner/config/config_schema.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "scanner/config/config_reader.h"
#include "tests/support/build_places.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

using Json = nlohmann::json;

// A document of one key in one section.
std::string with(const std::string& section, const std::string& key, const std::string& value) {
  return "[" + section + "]\n" + key + " = " + value + "\n";
}

bool is_read(const std::string& toml) { return parse_configuration(toml, "k").has_value(); }

// A value of the right type by the schema of a key, and one of a wrong type.
std::pair<std::string, std::string> samples_of(const Json& schema) {
  if (schema.contains("enum")) return {"\"" + schema["enum"][0].get<std::string>() + "\"", "\"x\""};
  const std::string type = schema.at("type");
  if (type == "boolean") return {"true", "\"true\""};
  if (type == "string") return {schema.contains("pattern") ? "2027-01-31" : "\"a\"", "1"};
  if (type == "array") return {"[\"a\"]", "[1]"};
  if (type == "number") return {"9.5", "11"};
  const Json& rest = schema.at("additionalProperties");
  if (rest.contains("$ref")) return {"{ a = { enabled = true } }", "{ a = true }"};
  if (rest.contains("anyOf")) return {"{ a = 1 }", "{ a = 1.5 }"};
  if (rest.contains("additionalProperties")) return {"{ e = { a = {} } }", "{ e = { a = 1 } }"};
  return {"{ a = \"low\" }", "{ a = \"x\" }"};
}

}  // namespace

TEST_CASE("docs/schemas/keyhound.schema.json is the schema that the program prints") {
  const std::string path = std::string(testing::kSourceDir) + "/docs/schemas/keyhound.schema.json";
  const std::string schema = configuration_json_schema();
  if (std::getenv("KEYHOUND_UPDATE_GOLDEN") != nullptr) testing::write_whole_file(path, schema);
  CHECK(testing::read_whole_file(path) == schema);
}

TEST_CASE("The reader takes and refuses what the schema does") {
  const Json schema = Json::parse(configuration_json_schema());
  std::size_t keys = 0;
  for (const auto& [section, content] : schema["properties"].items()) {
    if (!content.contains("properties")) continue;
    CHECK(content["additionalProperties"] == false);
    CHECK_FALSE(is_read(with(section, "zzzzzz", "1")));
    for (const auto& [key, value] : content["properties"].items()) {
      CAPTURE(section);
      CAPTURE(key);
      CHECK_FALSE(value["description"].get<std::string>().empty());
      const auto [right, wrong] = samples_of(value);
      CHECK(is_read(with(section, key, right)));
      CHECK_FALSE(is_read(with(section, key, wrong)));
      ++keys;
    }
  }
  CHECK(keys >= 14);
  for (const auto& [key, value] : schema["$defs"]["policy"]["properties"].items()) {
    CAPTURE(key);
    const auto [right, wrong] = samples_of(value);
    CHECK(is_read(with("policies.settings.OWN1001", key, right)));
    CHECK_FALSE(is_read(with("policies.settings.OWN1001", key, wrong)));
  }
  const Json& entry = schema["$defs"]["allowlist"];
  for (const auto& [key, value] : entry["properties"].items()) {
    CAPTURE(key);
    const std::string before =
        "[[allowlists]]\n" + std::string(key == "paths" ? "" : "paths = ['a']\n");
    const auto [right, wrong] = samples_of(value);
    const std::string id = "['" + std::string(40, 'a') + "']";
    CHECK(is_read(before + key + " = " + (key == "commits" ? id : right)));
    CHECK_FALSE(is_read(before + key + " = " + wrong));
  }
}

}  // namespace keyhound
