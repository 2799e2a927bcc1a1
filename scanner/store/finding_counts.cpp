// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/finding_counts.h"

#include <array>

namespace keyhound {
namespace {

FindingCounts counts_of(const SqlRow& row) { return {whole_number(row[0]), whole_number(row[1])}; }

}  // namespace

Result<FindingCounts> finding_counts(Database& database, std::int64_t repository_id) {
  const std::array<SqlValue, 1> parameters = {repository_id};
  KEYHOUND_TRY(
      const SqlRow row,
      database.one_row("SELECT COUNT(CASE WHEN state IN ('new', 'regressed') THEN 1 END), "
                       "COUNT(CASE WHEN state IN ('new', 'regressed', 'existing') THEN 1 END) "
                       "FROM findings WHERE repository_id = $1",
                       parameters));
  return counts_of(row);
}

Result<FindingCounts> finding_counts_of_run(Database& database, std::int64_t run_id, int shard,
                                            Severity least) {
  const std::array<SqlValue, 3> parameters = {run_id, std::int64_t{shard},
                                              static_cast<std::int64_t>(least)};
  KEYHOUND_TRY(const SqlRow row,
               database.one_row(
                   "SELECT COUNT(CASE WHEN f.state IN ('new', 'regressed') THEN 1 END), COUNT(*) "
                   "FROM run_targets t JOIN findings f ON f.repository_id = t.repository_id "
                   "WHERE t.run_id = $1 AND ($2 = 0 OR t.shard = $2) AND t.outcome <> 'excluded' "
                   "AND f.state IN ('new', 'regressed', 'existing') AND f.severity_rank >= $3",
                   parameters));
  return counts_of(row);
}

}  // namespace keyhound
