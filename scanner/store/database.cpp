// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/database.h"

namespace keyhound {

Result<SqlRow> Database::one_row(std::string_view sql, std::span<const SqlValue> parameters) {
  std::optional<SqlRow> first;
  KEYHOUND_TRY_STATUS(query(sql, parameters, [&first](const SqlRow& row) -> Status {
    if (!first) first = row;
    return {};
  }));
  if (!first) return fail(ErrorKind::kNotFound, "the store has no such row");
  return std::move(*first);
}

Result<std::unique_ptr<Database>> open_database(const std::string& location, bool read_only) {
  if (is_postgres_url(location)) return open_postgres(location, read_only);
  return open_sqlite(location, read_only);
}

bool is_postgres_url(std::string_view location) {
  return location.starts_with("postgresql://") || location.starts_with("postgres://");
}

}  // namespace keyhound
