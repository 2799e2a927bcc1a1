// SPDX-License-Identifier: Apache-2.0
// Private to scanner/bulk/: a list of the organisation's report as one statement of SQL, and its
// rows as JSON objects. SQLite and PostgreSQL hear the same text.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/store/database.h"

namespace keyhound {

enum class CellKind {
  kText,
  kOptional,  // a text; null where it is empty
  kNumber,
  kReal,
  kFlag,
  kJson,  // a text that is JSON; null where it is empty
};

struct ReportColumn {
  std::string_view name;  // of the member
  std::string_view sql;
  CellKind kind = CellKind::kText;
};

struct ReportTable {
  std::string_view name;
  std::span<const ReportColumn> columns;
  std::string_view from;   // "FROM ... ORDER BY ..."
  bool is_of_run = false;  // $1 is the run's id
  // A list in each object: rows that follow each other and have the same `key` are one object.
  std::string_view key = {};
  std::string_view list = {};
  std::span<const ReportColumn> list_columns = {};  // a row whose first is NULL or empty has none
};

using ObjectListener = std::function<Status(const nlohmann::ordered_json& object)>;

// Hands over object by object; the memory is that of one.
Status read_table(Database& database, const ReportTable& table, std::int64_t run_id,
                  const ObjectListener& on_object);

}  // namespace keyhound
