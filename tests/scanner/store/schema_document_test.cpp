// SPDX-License-Identifier: Apache-2.0
// docs/store.md tells SQL users of every table and column, and of no other.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "scanner/store/database.h"
#include "scanner/store/schema.h"
#include "tests/support/build_places.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

using Tables = std::map<std::string, std::set<std::string>>;

std::string document() {
  std::ifstream stream(std::string(kSourceDir) + "/docs/store.md");
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// As the migrations make them.
Tables tables_of(Database& database) {
  Tables tables;
  const Status asked = database.query(
      "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c "
      "WHERE t.type = 'table'",
      {}, [&tables](const SqlRow& row) -> Status {
        tables[std::string(text_of(row[0]))].insert(std::string(text_of(row[1])));
        return {};
      });
  REQUIRE(asked.has_value());
  return tables;
}

// "### `table`" and the rows "| `column` | ..." below it.
Tables documented_tables() {
  static const std::regex kHeading("### `(\\w+)`");
  static const std::regex kRow("\\| ((?:`\\w+`(?:, )?)+) \\|.*");
  static const std::regex kName("`(\\w+)`");
  Tables tables;
  std::string table;
  std::istringstream lines(document());
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (line.starts_with("#")) table = std::regex_match(line, match, kHeading) ? match.str(1) : "";
    if (table.empty() || !std::regex_match(line, match, kRow)) continue;
    const std::string names = match[1];
    for (std::sregex_iterator name(names.begin(), names.end(), kName), end; name != end; ++name)
      tables[table].insert((*name)[1]);
  }
  return tables;
}

TEST_CASE("Every table and column is told in docs/store.md, and no other") {
  const TempDir folder;
  auto database = std::move(*open_sqlite(folder / "s.db", false));
  REQUIRE(migrate(*database, "s.db", store_migrations()).has_value());
  const Tables stored = tables_of(*database);
  const Tables told = documented_tables();
  CHECK(stored.size() > 15);
  for (const auto& [table, columns] : stored) {
    CAPTURE(table);
    const auto found = told.find(table);
    REQUIRE(found != told.end());
    for (const std::string& column : columns) CHECK_MESSAGE(found->second.contains(column), column);
  }
  for (const auto& [table, columns] : told) {
    CAPTURE(table);
    REQUIRE(stored.contains(table));
    for (const std::string& column : columns)
      CHECK_MESSAGE(stored.at(table).contains(column), column);
  }
}

TEST_CASE("The questions that docs/store.md shows are answered by both databases") {
  const TestStores stores;
  const std::string text = document();
  static const std::regex kBlock("```sql\n([^`]*)```");
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    auto database = std::move(*open_database(location, false));
    REQUIRE(migrate(*database, location, store_migrations()).has_value());
    int asked = 0;
    for (std::sregex_iterator block(text.begin(), text.end(), kBlock), end; block != end; ++block) {
      const std::string sql = (*block)[1];
      const Status answered = database->script(sql);
      CHECK_MESSAGE(answered.has_value(), sql << answered.error().message);
      ++asked;
    }
    CHECK(asked >= 6);
  }
}

}  // namespace
}  // namespace keyhound::testing
