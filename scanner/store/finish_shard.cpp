// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/run_totals.h"
#include "scanner/store/runs.h"
#include "scanner/store/store.h"
#include "scanner/store/target_rows.h"

namespace keyhound {
namespace {

Status end_coordinator(Database& database, std::int64_t run_id, const Coordinator& coordinator,
                       Timestamp now) {
  const SqlRow row = {run_id, std::int64_t{coordinator.shard}, storable(coordinator.session),
                      format_timestamp(now)};
  KEYHOUND_TRY_STATUS(
      database.execute("UPDATE run_shards SET finished = $4 WHERE run_id = $1 AND "
                       "shard = $2 AND session = $3 AND finished IS NULL",
                       row));
  return {};
}

// What some coordinator of each shard has finished, and nobody has to scan any more.
Result<bool> is_done(Database& database, std::int64_t run_id, int shard_count) {
  const SqlRow run = {run_id};
  KEYHOUND_TRY(const SqlRow row, database.one_row("SELECT COUNT(DISTINCT shard) FROM run_shards "
                                                  "WHERE run_id = $1 AND finished IS NOT NULL",
                                                  run));
  if (whole_number(row.front()) < shard_count) return false;
  KEYHOUND_TRY(const OutcomeCounts counts, count_outcomes(database, run_id, 0));
  return counts.pending == 0;
}

struct RunEnd {
  bool is_finished = false;
  bool is_by_this_call = false;  // also by a try whose connection broke in the commit
};

Status finish(Database& database, std::int64_t run_id, const Coordinator& coordinator,
              Timestamp now, RunEnd& end) {
  KEYHOUND_TRY_STATUS(lock_run(database, run_id));
  KEYHOUND_TRY_STATUS(end_coordinator(database, run_id, coordinator, now));
  const SqlRow key = {run_id};
  KEYHOUND_TRY(const RunSummary run, select_run(database, "WHERE id = $1", key));
  end.is_finished = run.state == "finished";
  if (end.is_finished) return {};
  KEYHOUND_TRY(end.is_finished, is_done(database, run_id, run.shard_count));
  if (!end.is_finished) return {};
  end.is_by_this_call = true;
  const SqlRow row = {run_id, format_timestamp(now)};
  KEYHOUND_TRY_STATUS(
      database.execute("UPDATE runs SET state = 'finished', finished = $2 WHERE id = $1", row));
  return write_run_totals(database, run_id);
}

}  // namespace

Result<bool> Store::finish_shard(std::int64_t run_id, const Coordinator& coordinator,
                                 Timestamp now) {
  RunEnd end;
  KEYHOUND_TRY_STATUS(
      database_->transaction([&] { return finish(*database_, run_id, coordinator, now, end); }));
  return end.is_finished && end.is_by_this_call;
}

Result<Coverage> Store::coverage(std::int64_t run_id, int shard) {
  Coverage coverage;
  KEYHOUND_TRY(coverage.counts, count_outcomes(*database_, run_id, shard));
  KEYHOUND_TRY(coverage.incomplete_scans, count_incomplete_scans(*database_, run_id, shard));
  const SqlRow run = {run_id};
  KEYHOUND_TRY(const SqlRow row,
               database_->one_row("SELECT plan_complete FROM runs WHERE id = $1", run));
  coverage.plan_complete = whole_number(row.front()) != 0;
  KEYHOUND_TRY_STATUS(database_->query(
      "SELECT kind, subject, message, is_incomplete FROM run_diagnostics WHERE run_id = $1 "
      "ORDER BY kind, subject, message",
      run, [&coverage](const SqlRow& one) -> Status {
        coverage.diagnostics.push_back({std::string(text_of(one[0])), std::string(text_of(one[1])),
                                        std::string(text_of(one[2])), whole_number(one[3]) != 0});
        return {};
      }));
  return coverage;
}

}  // namespace keyhound
