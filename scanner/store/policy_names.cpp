// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/policy_names.h"

#include <utility>
#include <vector>

namespace keyhound {

Result<std::unordered_map<std::int64_t, std::string>> policy_names(Database& database) {
  struct Row {
    std::int64_t id;
    std::string name;
    std::string policy_name;
  };
  std::vector<Row> rows;
  std::unordered_map<std::string, int> uses;
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT id, name, policy_name FROM repositories", {}, [&](const SqlRow& row) -> Status {
        const std::string_view shown = text_of(row[2]).empty() ? text_of(row[1]) : text_of(row[2]);
        rows.push_back({whole_number(row[0]), std::string(text_of(row[1])), std::string(shown)});
        ++uses[std::string(shown)];
        return {};
      }));
  std::unordered_map<std::int64_t, std::string> names;
  for (Row& row : rows) {
    const bool is_shared = uses[row.policy_name] > 1;
    names[row.id] = std::move(is_shared ? row.name : row.policy_name);
  }
  return names;
}

}  // namespace keyhound
