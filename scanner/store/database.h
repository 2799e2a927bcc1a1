// SPDX-License-Identifier: Apache-2.0
// Database: one connection to the database of a store. SQLite and PostgreSQL hear the same SQL:
// parameters are $1, $2, ... and what both understand alike is used (ON CONFLICT, RETURNING, CTEs,
// window functions). Used by one thread. The only place with sqlite3.h and pqxx is scanner/store.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/store/sql_value.h"

namespace keyhound {

using RowListener = std::function<Status(const SqlRow& row)>;

enum class DatabaseKind { kSqlite, kPostgres };

class Database {
 public:
  virtual ~Database() = default;

  [[nodiscard]] virtual DatabaseKind kind() const = 0;
  // What messages call it: no user, no password.
  [[nodiscard]] virtual std::string label() const = 0;

  // Statements without parameters, one after the other.
  virtual Status script(std::string_view sql) = 0;
  // Runs one statement; answers how many rows it changed.
  virtual Result<std::int64_t> execute(std::string_view sql,
                                       std::span<const SqlValue> parameters = {}) = 0;
  // Runs one statement and hands over its rows as they come; an error of the listener ends it.
  virtual Status query(std::string_view sql, std::span<const SqlValue> parameters,
                       const RowListener& on_row) = 0;

  // Runs `work` in a transaction that changes everything or nothing. `work` is run again where the
  // database asks for it (a conflict, a busy file, a connection that was lost, even in the commit:
  // then it may have been done already), and must leave nothing behind but what it writes here. Not
  // nested. A connection that only reads sees one moment; on PostgreSQL one that writes sees what
  // others commit meanwhile, so that whoever decides by a row changes it first, which locks it.
  virtual Status transaction(const std::function<Status()>& work) = 0;

  // The first row; kNotFound when there is none.
  Result<SqlRow> one_row(std::string_view sql, std::span<const SqlValue> parameters = {});
};

// One of both, by what the location looks like.
Result<std::unique_ptr<Database>> open_database(const std::string& location, bool read_only);
bool is_postgres_url(std::string_view location);

// A file of SQLite (WAL; made where it is missing, for its owner alone).
Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, bool read_only);
// "postgresql://[user@]host[:port]/database[?options]". A password in it is refused: libpq reads
// PGPASSWORD, PGPASSFILE and ~/.pgpass. No message names a password.
Result<std::unique_ptr<Database>> open_postgres(const std::string& url, bool read_only);

}  // namespace keyhound
