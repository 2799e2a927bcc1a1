// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/row_writer.h"

#include <doctest/doctest.h>

#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

constexpr RowColumn kColumns[] = {
    {"id", StoredType::kWhole}, {"name"}, {"score", StoredType::kReal}};

TEST_CASE("Rows are inserted and updated in batches, with any text") {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    auto database = std::move(*open_database(location, false));
    REQUIRE(database
                ->script("CREATE TABLE t (id BIGINT PRIMARY KEY, name TEXT, score DOUBLE "
                         "PRECISION)")
                .has_value());
    const std::string hostile = "a,\"b\"\\{}'NULL\n";
    std::int64_t returned = 0;
    RowWriter rows(*database,
                   InsertTarget{"t", kColumns, "ON CONFLICT (id) DO NOTHING RETURNING id"},
                   [&returned](const SqlRow& row) -> Status {
                     returned += whole_number(row.front());
                     return {};
                   });
    constexpr std::int64_t kRows = 25'000;  // more than one statement takes
    for (std::int64_t i = 1; i <= kRows; ++i)
      REQUIRE(rows.add({i, i == 7 ? SqlValue() : SqlValue(hostile), 0.1}).has_value());
    REQUIRE(rows.finish().has_value());
    CHECK(returned == kRows * (kRows + 1) / 2);
    const auto question =
        "SELECT COUNT(*), MIN(name), SUM(CASE WHEN name IS NULL THEN 1 ELSE 0 END), "
        "MAX(score) FROM t";
    SqlRow found = *database->one_row(question);
    CHECK(found == SqlRow{kRows, hostile, std::int64_t{1}, 0.1});

    RowWriter updates(*database, UpdateTarget{"t", kColumns});
    for (std::int64_t i = 1; i <= kRows; ++i)
      REQUIRE(updates.add({i, std::string(i == 1 ? "a" : "b"), -1e300}).has_value());
    REQUIRE(updates.finish().has_value());
    found = *database->one_row(question);
    CHECK(found == SqlRow{kRows, std::string("a"), std::int64_t{0}, -1e300});
  }
}

TEST_CASE("A list of ids is one parameter, also an empty one") {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    auto database = std::move(*open_database(location, false));
    REQUIRE(database->script("CREATE TABLE t (id BIGINT); INSERT INTO t VALUES (1), (2), (3)")
                .has_value());
    const auto count = [&database](std::vector<std::int64_t> ids) {
      const SqlRow parameters = {id_list(*database, ids)};
      const auto row = database->one_row(
          "SELECT COUNT(*) FROM t WHERE id" + in_id_list(*database, "$1"), parameters);
      REQUIRE_MESSAGE(row.has_value(), row.error().message);
      return whole_number(row->front());
    };
    CHECK(count({1, 3, 9}) == 2);
    CHECK(count({}) == 0);
  }
}

}  // namespace
}  // namespace keyhound::testing
