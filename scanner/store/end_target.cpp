// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/store.h"
#include "scanner/store/target_rows.h"

namespace keyhound {
namespace {

// Its findings were seen again: what was new or back in an earlier run is known by now.
Status see_findings_again(Database& database, std::int64_t run_id, std::int64_t repository_id,
                          Timestamp now) {
  const SqlRow run = {repository_id, run_id};
  KEYHOUND_TRY_STATUS(
      database.execute("UPDATE findings SET state = 'existing' WHERE repository_id = $1 AND "
                       "((state = 'new' AND first_run_id <> $2) OR (state = 'regressed' AND "
                       "regressed_run_id <> $2))",
                       run));
  const SqlRow time = {repository_id, format_timestamp(now)};
  KEYHOUND_TRY_STATUS(
      database.execute("UPDATE findings SET last_seen = $2 "
                       "WHERE repository_id = $1 AND state <> 'fixed' AND last_seen < $2",
                       time));
  KEYHOUND_TRY_STATUS(database.execute(
      "UPDATE credentials SET last_seen = $2 WHERE last_seen < $2 AND id IN "
      "(SELECT credential_id FROM findings WHERE repository_id = $1 AND state <> 'fixed')",
      time));
  return {};
}

}  // namespace

Status Store::end_target(std::int64_t run_id, const TargetEnd& end, Timestamp now) {
  return database_->transaction([&]() -> Status {
    KEYHOUND_TRY(const bool is_ended, write_outcome(*database_, run_id, end, now));
    if (!is_ended || end.outcome != TargetOutcome::kUnchanged) return {};
    return see_findings_again(*database_, run_id, end.repository_id, now);
  });
}

}  // namespace keyhound
