// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: many rows of one table are inserted or updated without a round trip
// for each: arrays that PostgreSQL unfolds, a prepared statement that SQLite runs for each row.
// Lists of ids as one parameter.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/store/database.h"

namespace keyhound {

enum class StoredType { kWhole, kReal, kText };

struct RowColumn {
  std::string_view name;
  StoredType type = StoredType::kText;
};

struct InsertTarget {
  std::string_view table;
  std::span<const RowColumn> columns;
  std::string_view tail;  // "ON CONFLICT ... RETURNING ..."; each row's key once
};

struct UpdateTarget {
  std::string_view table;
  std::span<const RowColumn> columns;  // the first is the key
};

class RowWriter {
 public:
  // Borrows the database. `on_row` hears the rows that the tail returns, in any order.
  RowWriter(Database& database, const InsertTarget& target, RowListener on_row = {});
  RowWriter(Database& database, const UpdateTarget& target);

  // REQUIRES: a value for each column.
  Status add(SqlRow row);
  // REQUIRES: called once, after the last row.
  Status finish();

 private:
  RowWriter(Database& database, std::string sql, std::span<const RowColumn> columns,
            RowListener on_row);
  Status flush();

  Database& database_;
  std::vector<StoredType> types_;
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
