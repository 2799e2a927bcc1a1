// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/target_rows.h"

namespace keyhound {
namespace {

// Which outcomes may stand in the place of `outcome`.
std::string_view replaceable(TargetOutcome outcome) {
  switch (outcome) {
    case TargetOutcome::kPending:
      return "outcome = 'pending'";
    case TargetOutcome::kScanned:
      return "outcome <> 'excluded'";
    case TargetOutcome::kUnchanged:
      return "outcome IN ('pending', 'failed', 'unchanged')";
    case TargetOutcome::kFailed:
      return "outcome IN ('pending', 'failed')";
    case TargetOutcome::kExcluded:
      break;
  }
  return "outcome IN ('pending', 'failed', 'excluded')";
}

}  // namespace

Result<bool> write_outcome(Database& database, std::int64_t run_id, const TargetEnd& end,
                           Timestamp now) {
  const bool is_ended = end.outcome != TargetOutcome::kPending;
  const SqlRow row = {run_id,
                      end.repository_id,
                      std::string(to_string(end.outcome)),
                      storable(end.reason),
                      storable(end.message),
                      end.seconds,
                      is_ended ? SqlValue(format_timestamp(now)) : SqlValue()};
  KEYHOUND_TRY(const std::int64_t changed,
               database.execute("UPDATE run_targets SET outcome = $3, reason = $4, message = $5, "
                                "seconds = $6, ended = $7, claimed_by = '' "
                                "WHERE run_id = $1 AND repository_id = $2 AND " +
                                    std::string(replaceable(end.outcome)),
                                row));
  if (changed == 1) return true;
  const SqlRow key = {run_id, end.repository_id};
  const auto known = database.one_row(
      "SELECT outcome FROM run_targets WHERE run_id = $1 AND repository_id = $2", key);
  if (known) return false;
  if (known.error().kind != ErrorKind::kNotFound) return fail(known.error());
  return fail(ErrorKind::kNotFound, "repository " + std::to_string(end.repository_id) +
                                        " is no target of run " + std::to_string(run_id));
}

Result<OutcomeCounts> count_outcomes(Database& database, std::int64_t run_id, int shard) {
  OutcomeCounts counts;
  const SqlRow parameters = {run_id, std::int64_t{shard}};
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT outcome, COUNT(*) FROM run_targets "
      "WHERE run_id = $1 AND (shard = $2 OR $2 = 0) GROUP BY outcome",
      parameters, [&counts](const SqlRow& row) -> Status {
        const auto outcome = parse_target_outcome(text_of(row[0]));
        if (!outcome)
          return fail(ErrorKind::kCorrupt, "the store has a target with no known outcome");
        std::int64_t OutcomeCounts::*const kMembers[] = {
            &OutcomeCounts::pending, &OutcomeCounts::scanned, &OutcomeCounts::unchanged,
            &OutcomeCounts::failed, &OutcomeCounts::excluded};
        counts.*kMembers[static_cast<std::size_t>(*outcome)] = whole_number(row[1]);
        counts.planned += whole_number(row[1]);
        return {};
      }));
  return counts;
}

Result<std::int64_t> count_incomplete_scans(Database& database, std::int64_t run_id, int shard) {
  const SqlRow parameters = {run_id, std::int64_t{shard}};
  KEYHOUND_TRY(const SqlRow row,
               database.one_row("SELECT COUNT(*) FROM scans s JOIN run_targets t "
                                "ON t.run_id = s.run_id AND t.repository_id = s.repository_id "
                                "WHERE s.run_id = $1 AND (t.shard = $2 OR $2 = 0) "
                                "AND s.is_complete = 0 AND t.outcome = 'scanned'",
                                parameters));
  return whole_number(row.front());
}

}  // namespace keyhound
