// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/report/report_table.h"

#include "tests/scanner/bulk/report/organisation_store.h"

namespace keyhound::testing {
namespace {

constexpr ReportColumn kColumns[] = {{"name", "r.name"},
                                     {"none", "''", CellKind::kOptional},
                                     {"json", "'[1]'", CellKind::kJson},
                                     {"broken", "'[1'", CellKind::kJson},
                                     {"flag", "1", CellKind::kFlag}};
constexpr ReportColumn kList[] = {{"rule", "f.rule_id"}, {"line", "f.line", CellKind::kNumber}};

std::vector<nlohmann::ordered_json> objects_of(const OrganisationStore& store,
                                               const ReportTable& table) {
  std::vector<nlohmann::ordered_json> objects;
  REQUIRE(read_table(store.database(), table, store.run_id(),
                     [&objects](const nlohmann::ordered_json& object) -> Status {
                       objects.push_back(object);
                       return {};
                     }));
  return objects;
}

}  // namespace

TEST_CASE("A table's rows become objects whose members have the kinds of its columns") {
  const OrganisationStore store;
  const auto objects =
      objects_of(store, {"all", kColumns, "FROM repositories r ORDER BY r.name DESC"});
  REQUIRE(objects.size() == 5);
  CHECK(objects[0].dump() ==
        R"({"name":"git.example/acme/web","none":null,"json":[1],"broken":null,"flag":true})");
}

TEST_CASE("Rows of one key become one object with a list, which may be empty") {
  const OrganisationStore store;
  const ReportTable table{
      "all",
      std::span(kColumns).first(1),
      "FROM repositories r LEFT JOIN findings f ON f.repository_id = r.id ORDER BY r.name, f.line",
      false,
      "r.id",
      "findings",
      kList};
  const auto objects = objects_of(store, table);
  REQUIRE(objects.size() == 5);
  CHECK(objects[0]["findings"].dump() ==
        R"([{"rule":"demo-token","line":2},{"rule":"demo-token","line":3}])");
  CHECK(objects[1]["findings"].empty());
}

TEST_CASE("A listener that has enough ends the reading") {
  const OrganisationStore store;
  int seen = 0;
  const Status read = read_table(store.database(), {"all", kColumns, "FROM repositories r"}, 0,
                                 [&seen](const nlohmann::ordered_json&) -> Status {
                                   ++seen;
                                   return fail(ErrorKind::kUnreadable, "enough");
                                 });
  CHECK_FALSE(read);
  CHECK(seen == 1);
}

}  // namespace keyhound::testing
