// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/report/report_table.h"

#include <fmt/format.h>

#include <string>

namespace keyhound {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson cell_of(const SqlValue& value, CellKind kind) {
  switch (kind) {
    case CellKind::kNumber:
      return whole_number(value);
    case CellKind::kReal:
      return real_number(value);
    case CellKind::kFlag:
      return whole_number(value) != 0;
    case CellKind::kText:
      return std::string(text_of(value));
    case CellKind::kOptional:
    case CellKind::kJson:
      break;
  }
  const std::string_view text = text_of(value);
  if (text.empty()) return nullptr;
  if (kind == CellKind::kOptional) return std::string(text);
  OrderedJson parsed = OrderedJson::parse(text, nullptr, false);
  return parsed.is_discarded() ? OrderedJson(nullptr) : parsed;
}

OrderedJson object_of(std::span<const SqlValue> row, std::span<const ReportColumn> columns) {
  OrderedJson object = OrderedJson::object();
  for (std::size_t i = 0; i < columns.size(); ++i)
    object[std::string(columns[i].name)] = cell_of(row[i], columns[i].kind);
  return object;
}

std::string statement_of(const ReportTable& table) {
  std::string names;
  const auto add = [&names](std::span<const ReportColumn> columns) {
    for (const ReportColumn& column : columns) {
      names += names.empty() ? "" : ", ";
      names += column.sql;
    }
  };
  add(table.columns);
  add(table.list_columns);
  if (!table.key.empty()) names += fmt::format(", {}", table.key);
  return fmt::format("SELECT {} {}", names, table.from);
}

// Rows of one object, put together.
class Grouping {
 public:
  Grouping(const ReportTable& table, const ObjectListener& on_object)
      : table_(table), on_object_(on_object) {}

  Status add(const SqlRow& row) {
    const std::span<const SqlValue> values(row);
    if (table_.key.empty()) return on_object_(object_of(values, table_.columns));
    if (!is_open_ || row.back() != key_) {
      KEYHOUND_TRY_STATUS(finish());
      open_ = object_of(values, table_.columns);
      open_[std::string(table_.list)] = OrderedJson::array();
      key_ = row.back();
      is_open_ = true;
    }
    const auto item = values.subspan(table_.columns.size(), table_.list_columns.size());
    if (!text_of(item.front()).empty())
      open_[std::string(table_.list)].push_back(object_of(item, table_.list_columns));
    return {};
  }

  Status finish() {
    if (!is_open_) return {};
    is_open_ = false;
    return on_object_(open_);
  }

 private:
  const ReportTable& table_;
  const ObjectListener& on_object_;
  OrderedJson open_;
  SqlValue key_;
  bool is_open_ = false;
};

}  // namespace

Status read_table(Database& database, const ReportTable& table, std::int64_t run_id,
                  const ObjectListener& on_object) {
  std::vector<SqlValue> parameters;
  if (table.is_of_run) parameters.emplace_back(run_id);
  Grouping grouping(table, on_object);
  KEYHOUND_TRY_STATUS(database.query(statement_of(table), parameters,
                                     [&grouping](const SqlRow& row) { return grouping.add(row); }));
  return grouping.finish();
}

}  // namespace keyhound
