// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: many rows into one table, without a round trip for each: arrays that
// PostgreSQL unfolds, a prepared statement that SQLite runs for each row. Lists of ids as one
// parameter.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/store/database.h"

namespace keyhound {

enum class ColumnType { kWhole, kReal, kText };

struct InsertColumn {
  std::string_view name;
  ColumnType type = ColumnType::kText;
};

struct InsertTarget {
  std::string_view table;
  std::span<const InsertColumn> columns;
  std::string_view tail;  // "ON CONFLICT ... RETURNING ..."; each row's key once
};

class RowInserter {
 public:
  // Borrows the database. `on_row` hears the rows that the tail returns, in any order.
  RowInserter(Database& database, const InsertTarget& target, RowListener on_row = {});

  // REQUIRES: a value for each column.
  Status add(SqlRow row);
  // REQUIRES: called once, after the last row.
  Status finish();

 private:
  Status flush();

  Database& database_;
  std::vector<ColumnType> types_;
  std::string sql_;
  RowListener on_row_;
  std::vector<std::string> arrays_;  // of PostgreSQL: one a column, without the last brace
  std::size_t rows_ = 0;
  std::size_t bytes_ = 0;
};

// " IN (...)" or " = ANY(...)" for a list of ids in that parameter ("$2").
std::string in_id_list(const Database& database, std::string_view parameter);
SqlValue id_list(const Database& database, std::span<const std::int64_t> ids);

}  // namespace keyhound
