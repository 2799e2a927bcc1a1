// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/row_writer.h"

#include <charconv>
#include <utility>

#include "scanner/base/check.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostRows = 10'000;  // of one statement
constexpr std::size_t kMostBytes = std::size_t{4} << 20U;

std::string_view array_type(StoredType type) {
  switch (type) {
    case StoredType::kWhole:
      return "bigint[]";
    case StoredType::kReal:
      return "double precision[]";
    case StoredType::kText:
      break;
  }
  return "text[]";
}

void append_quoted(std::string& into, std::string_view text) {
  into += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') into += '\\';
    into += c;
  }
  into += '"';
}

template <class Number>
void append_number(std::string& into, Number number) {
  char digits[32];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number);
  into.append(std::begin(digits), end.ptr);
}

void append_element(std::string& array, const SqlValue& value) {
  array += array.empty() ? '{' : ',';
  if (const auto* text = std::get_if<std::string>(&value)) {
    append_quoted(array, *text);
  } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    append_number(array, *whole);
  } else if (const auto* real = std::get_if<double>(&value)) {
    append_number(array, *real);
  } else {
    array += "NULL";
  }
}

// "a, b" and "$1, $2" (of PostgreSQL "$1::bigint[], $2::text[]").
struct ColumnTexts {
  ColumnTexts(const Database& database, std::span<const RowColumn> columns) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string_view separator = i == 0 ? "" : ", ";
      names.append(separator).append(columns[i].name);
      values.append(separator).append("$" + std::to_string(i + 1));
      if (database.kind() == DatabaseKind::kPostgres)
        values.append("::").append(array_type(columns[i].type));
    }
  }
  std::string names;
  std::string values;
};

std::string insert_text(const Database& database, const InsertTarget& target) {
  const ColumnTexts texts(database, target.columns);
  const std::string head = "INSERT INTO " + std::string(target.table) + " (" + texts.names + ") ";
  const std::string tail = " " + std::string(target.tail);
  if (database.kind() == DatabaseKind::kSqlite)
    return head + "VALUES (" + texts.values + ")" + tail;
  return head + "SELECT * FROM unnest(" + texts.values + ")" + tail;
}

std::string update_text(const Database& database, const UpdateTarget& target) {
  const bool is_sqlite = database.kind() == DatabaseKind::kSqlite;
  std::string changes;
  for (std::size_t i = 1; i < target.columns.size(); ++i) {
    const std::string name(target.columns[i].name);
    changes += (i == 1 ? "" : ", ") + name + " = " +
               (is_sqlite ? "$" + std::to_string(i + 1) : "changed." + name);
  }
  const std::string table(target.table);
  const std::string key(target.columns.front().name);
  const std::string head = "UPDATE " + table + " SET " + changes;
  if (is_sqlite) return head + " WHERE " + key + " = $1";
  const ColumnTexts texts(database, target.columns);
  return head + " FROM unnest(" + texts.values + ") AS changed (" + texts.names + ") WHERE " +
         table + "." + key + " = changed." + key;
}

}  // namespace

RowWriter::RowWriter(Database& database, std::string sql, std::span<const RowColumn> columns,
                     RowListener on_row)
    : database_(database), sql_(std::move(sql)), on_row_(std::move(on_row)) {
  for (const RowColumn& column : columns) types_.push_back(column.type);
  if (!on_row_) on_row_ = [](const SqlRow&) -> Status { return {}; };
  if (database.kind() == DatabaseKind::kPostgres) arrays_.resize(types_.size());
}

RowWriter::RowWriter(Database& database, const InsertTarget& target, RowListener on_row)
    : RowWriter(database, insert_text(database, target), target.columns, std::move(on_row)) {}

RowWriter::RowWriter(Database& database, const UpdateTarget& target)
    : RowWriter(database, update_text(database, target), target.columns, {}) {}

Status RowWriter::add(SqlRow row) {
  KEYHOUND_CHECK(row.size() == types_.size());
  if (arrays_.empty()) return database_.query(sql_, row, on_row_);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::size_t before = arrays_[i].size();
    append_element(arrays_[i], row[i]);
    bytes_ += arrays_[i].size() - before;
  }
  ++rows_;
  return rows_ >= kMostRows || bytes_ >= kMostBytes ? flush() : Status();
}

Status RowWriter::finish() { return flush(); }

Status RowWriter::flush() {
  if (rows_ == 0) return {};
  SqlRow parameters;
  for (std::string& array : arrays_) {
    array += '}';
    parameters.emplace_back(std::move(array));
    array.clear();
  }
  rows_ = 0;
  bytes_ = 0;
  return database_.query(sql_, parameters, on_row_);
}

std::string in_id_list(const Database& database, std::string_view parameter) {
  if (database.kind() == DatabaseKind::kPostgres)
    return " = ANY(" + std::string(parameter) + "::bigint[])";
  return " IN (SELECT value FROM json_each(" + std::string(parameter) + "))";
}

SqlValue id_list(const Database& database, std::span<const std::int64_t> ids) {
  const bool is_postgres = database.kind() == DatabaseKind::kPostgres;
  std::string list(1, is_postgres ? '{' : '[');
  for (const std::int64_t id : ids) {
    if (list.size() > 1) list += ',';
    append_number(list, id);
  }
  list += is_postgres ? '}' : ']';
  return list;
}

}  // namespace keyhound
