// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/run_targets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace keyhound {
namespace {

constexpr std::string_view kSelect =
    "SELECT r.name, r.location, r.provider, r.organisation, r.size_kib, t.shard, t.outcome, "
    "t.reason, t.message, t.seconds, s.is_complete "
    "FROM run_targets t JOIN repositories r ON r.id = t.repository_id "
    "LEFT JOIN scans s ON s.run_id = t.run_id AND s.repository_id = t.repository_id "
    "WHERE t.run_id = $1 AND ($2 = 0 OR t.shard = $2)";

Result<RunTarget> target_of(const SqlRow& row) {
  RunTarget target;
  target.name = text_of(row[0]);
  target.location = text_of(row[1]);
  target.provider = text_of(row[2]);
  target.organisation = text_of(row[3]);
  target.size_kib = static_cast<std::uint64_t>(std::max<std::int64_t>(whole_number(row[4]), 0));
  target.shard = static_cast<int>(whole_number(row[5]));
  const auto outcome = parse_target_outcome(text_of(row[6]));
  if (!outcome) {
    return fail(ErrorKind::kCorrupt,
                fmt::format("the store has a target with the outcome '{}', which this version "
                            "does not know",
                            text_of(row[6])));
  }
  target.outcome = *outcome;
  target.reason = text_of(row[7]);
  target.message = text_of(row[8]);
  target.seconds = real_number(row[9]);
  target.is_complete = target.outcome != TargetOutcome::kScanned || whole_number(row[10]) != 0;
  return target;
}

bool is_asked_for(const RunTargetFilter& filter, const RunTarget& target) {
  if (filter.only_incomplete && target.is_complete) return false;
  const auto& outcomes = filter.outcomes;
  return outcomes.empty() ||
         std::find(outcomes.begin(), outcomes.end(), target.outcome) != outcomes.end();
}

// Written into the statement: names of outcomes are this program's own words.
std::string outcome_condition(const RunTargetFilter& filter) {
  if (filter.outcomes.empty()) return "";
  std::string words;
  for (const TargetOutcome outcome : filter.outcomes)
    words += fmt::format("{}'{}'", words.empty() ? "" : ", ", to_string(outcome));
  return " AND t.outcome IN (" + words + ")";
}

}  // namespace

Status list_run_targets(Database& database, std::int64_t run_id, const RunTargetFilter& filter,
                        const std::function<Status(const RunTarget&)>& on_target) {
  const std::array<SqlValue, 2> parameters = {run_id, std::int64_t{filter.shard}};
  const std::string sql = std::string(kSelect) + outcome_condition(filter) + " ORDER BY r.name";
  return database.query(sql, parameters, [&filter, &on_target](const SqlRow& row) -> Status {
    KEYHOUND_TRY(const RunTarget target, target_of(row));
    return is_asked_for(filter, target) ? on_target(target) : Status();
  });
}

Result<RunTarget> find_run_target(Database& database, std::int64_t run_id,
                                  const std::string& name) {
  const std::array<SqlValue, 3> parameters = {run_id, std::int64_t{0}, storable(name)};
  KEYHOUND_TRY(const SqlRow row,
               database.one_row(std::string(kSelect) + " AND r.name = $3", parameters));
  return target_of(row);
}

}  // namespace keyhound
