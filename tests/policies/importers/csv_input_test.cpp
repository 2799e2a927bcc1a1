// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/csv_input.h"

#include <array>

#include "tests/policies/importers/imports.h"

namespace keyhound {

TEST_CASE("CsvRow reads by field, whatever the column is called, and places problems") {
  constexpr std::array<std::string_view, 3> kFields = {"id", "made", "every"};
  constexpr std::array<std::string_view, 1> kRequired = {"id"};
  ImportOptions options = testing::import_options();
  options.columns = {{"made", "Created on"}};
  ImportBuilder builder(*find_importer("csv"), options);
  const ImportFile file =
      make_import_file("in.csv", "ID,Created on,every,other\n x ,2026-01-10,30,y\nz,soon,P1Y,\n");
  const std::optional<CsvTable> table = read_csv(file, builder);
  REQUIRE(table);
  const CsvColumns columns(*table, file, builder, kFields, kRequired);
  CHECK(columns.is_complete());
  CHECK(columns.unused() == 1);
  CsvRow good(table->rows()[0], columns, file, builder);
  CHECK(good.text("id") == "x");
  CHECK(format_timestamp(*good.time("made")) == "2026-01-10T00:00:00Z");
  CHECK(good.duration("every") == Duration{30LL * 86'400});
  CHECK_FALSE(good.has_problem());
  CsvRow bad(table->rows()[1], columns, file, builder);
  CHECK_FALSE(bad.time("made").has_value());
  CHECK_FALSE(bad.duration("every").has_value());
  CHECK(bad.has_problem());
  REQUIRE(builder.problems().size() == 2);
  CHECK(builder.problems()[0].find("in.csv:3:3: made: this is no date") == 0);
  CHECK(builder.problems()[1].find("in.csv:3:8: every: this is no length of time") == 0);
}

TEST_CASE("A column that is mapped or required and not there is a problem") {
  constexpr std::array<std::string_view, 2> kFields = {"id", "made"};
  ImportOptions options = testing::import_options();
  options.columns = {{"made", "missing"}, {"no-field", "a"}};
  ImportBuilder builder(*find_importer("csv"), options);
  const ImportFile file = make_import_file("in.csv", "a\n1\n");
  const std::optional<CsvTable> table = read_csv(file, builder);
  REQUIRE(table);
  CHECK_FALSE(CsvColumns(*table, file, builder, kFields, kFields).is_complete());
  REQUIRE(builder.problems().size() == 3);
  CHECK(builder.problems()[0] ==
        "in.csv:1:1: --map names a field that there is not; known are id, made");
  CHECK_FALSE(read_csv(make_import_file("x", ""), builder).has_value());
  CHECK(builder.problems().back().find("x:1:1:") == 0);
}

}  // namespace keyhound
