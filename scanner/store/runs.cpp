// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/runs.h"

namespace keyhound {
namespace {

std::optional<Timestamp> time_in(const SqlValue& value) {
  const Result<Timestamp> time = parse_timestamp(text_of(value));
  return time ? std::optional(*time) : std::nullopt;
}

}  // namespace

Result<RunSummary> select_run(Database& database, std::string_view condition,
                              std::span<const SqlValue> parameters) {
  KEYHOUND_TRY(const SqlRow row,
               database.one_row("SELECT id, run_key, state, shard_count, started, finished, judged "
                                "FROM runs " +
                                    std::string(condition),
                                parameters));
  return RunSummary{whole_number(row[0]),
                    std::string(text_of(row[1])),
                    std::string(text_of(row[2])),
                    static_cast<int>(whole_number(row[3])),
                    time_in(row[4]).value_or(Timestamp{}),
                    time_in(row[5]),
                    time_in(row[6])};
}

Status lock_run(Database& database, std::int64_t run_id) {
  const SqlRow parameters = {run_id};
  KEYHOUND_TRY(const std::int64_t found,
               database.execute("UPDATE runs SET state = state WHERE id = $1", parameters));
  if (found == 1) return {};
  return fail(ErrorKind::kNotFound, "the store has no run " + std::to_string(run_id));
}

}  // namespace keyhound
