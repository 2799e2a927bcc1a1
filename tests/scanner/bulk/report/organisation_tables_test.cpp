// SPDX-License-Identifier: Apache-2.0
// The published JSON Schema of the organisation's report says what the tables say.
#include "scanner/bulk/report/organisation_tables.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/support/build_places.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

nlohmann::json schema() {
  return nlohmann::json::parse(
      read_whole_file(std::string(kSourceDir) + "/docs/schemas/organisation.schema.json"));
}

std::set<std::string> names_of(std::span<const ReportColumn> columns, std::string_view more) {
  std::set<std::string> names;
  for (const ReportColumn& column : columns) names.emplace(column.name);
  if (!more.empty()) names.emplace(more);
  return names;
}

std::set<std::string> names_of(const nlohmann::json& object) {
  std::set<std::string> names;
  for (const auto& [name, value] : object["properties"].items()) names.insert(name);
  CHECK(object["required"].size() == names.size());
  CHECK(object["additionalProperties"] == false);
  return names;
}

}  // namespace

TEST_CASE("The JSON Schema lists each table of the report with its members") {
  const nlohmann::json whole = schema();
  const nlohmann::json& properties = whole["properties"];
  CHECK(properties.size() == organisation_tables().size() + 5);
  CHECK(names_of(properties["run"]) == names_of(kRunTable.columns, {}));
  for (const ReportTable* table : organisation_tables()) {
    CAPTURE(table->name);
    REQUIRE(properties.contains(std::string(table->name)));
    const nlohmann::json& items = properties[std::string(table->name)]["items"];
    CHECK(names_of(items) == names_of(table->columns, table->list));
    if (table->list.empty()) continue;
    const nlohmann::json& list = items["properties"][std::string(table->list)];
    CHECK(names_of(list["items"]) == names_of(table->list_columns, {}));
  }
}

}  // namespace keyhound::testing
