// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <vector>

#include "scanner/store/coordinators.h"
#include "scanner/store/repository_rows.h"
#include "scanner/store/row_writer.h"
#include "scanner/store/runs.h"
#include "scanner/store/store.h"

namespace keyhound {
namespace {

// Names change in one process at a time.
constexpr std::string_view kPlanLock = "SELECT pg_advisory_xact_lock(7309452018265138)";

Status insert_run(Database& database, const RunPlan& plan, Timestamp now) {
  const SqlRow row = {storable(plan.run_key),      storable(plan.digest),
                      std::int64_t{plan.complete}, std::int64_t{plan.shard_count},
                      storable(plan.tool_version), storable(plan.rules_digest),
                      format_timestamp(now)};
  KEYHOUND_TRY_STATUS(database.execute(
      "INSERT INTO runs (run_key, plan_digest, plan_complete, shard_count, tool_version, "
      "rules_digest, started) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (run_key) DO NOTHING",
      row));
  return {};
}

constexpr RowColumn kTargetColumns[] = {{"run_id", StoredType::kWhole},
                                        {"repository_id", StoredType::kWhole},
                                        {"shard", StoredType::kWhole},
                                        {"outcome"},
                                        {"reason"},
                                        {"message"},
                                        {"size_kib", StoredType::kWhole},
                                        {"ended"}};

// What another plan said of a target stands: its scan may have begun.
Status insert_targets(Database& database, std::int64_t run_id, const RunPlan& plan,
                      const std::map<std::string, std::int64_t>& numbers, Timestamp now) {
  RowWriter rows(database,
                 {"run_targets", kTargetColumns, "ON CONFLICT (run_id, repository_id) DO NOTHING"});
  for (const PlannedRepository& one : plan.repositories) {
    const auto number = numbers.find(stored_name(one.name));
    if (number == numbers.end()) continue;  // never: each name was written
    const bool is_excluded = !one.excluded.empty();
    const TargetOutcome outcome = is_excluded ? TargetOutcome::kExcluded : TargetOutcome::kPending;
    KEYHOUND_TRY_STATUS(
        rows.add({run_id, number->second, std::int64_t{one.shard}, std::string(to_string(outcome)),
                  storable(one.excluded), storable(one.excluded_message),
                  static_cast<std::int64_t>(one.size_kib & 0x7FFF'FFFF'FFFF'FFFF),
                  is_excluded ? SqlValue(format_timestamp(now)) : SqlValue()}));
  }
  return rows.finish();
}

Status insert_diagnostics(Database& database, std::int64_t run_id, const RunPlan& plan) {
  if (!plan.complete) {
    const SqlRow parameters = {run_id};
    KEYHOUND_TRY_STATUS(
        database.execute("UPDATE runs SET plan_complete = 0 WHERE id = $1", parameters));
  }
  for (const Diagnostic& one : plan.diagnostics) {
    const SqlRow row = {run_id, storable(one.kind), storable(one.subject), storable(one.message),
                        std::int64_t{one.incomplete}};
    KEYHOUND_TRY_STATUS(database.execute(
        "INSERT INTO run_diagnostics (run_id, kind, subject, message, is_incomplete) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (run_id, kind, subject, message) DO NOTHING",
        row));
  }
  return {};
}

// Claims of coordinators that are gone go back into the queue, in its order.
Status release_claims(Database& database, std::int64_t run_id, int shard, Timestamp now) {
  KEYHOUND_TRY(const auto living, living_sessions(database, run_id, shard, now));
  std::vector<std::string> claims;
  const SqlRow shard_of = {run_id, std::int64_t{shard}};
  KEYHOUND_TRY_STATUS(
      database.query("SELECT claimed_by FROM run_targets "
                     "WHERE run_id = $1 AND shard = $2 AND outcome = 'pending' AND claimed_by > ''",
                     shard_of, [&](const SqlRow& row) -> Status {
                       if (!living.contains(session_of_claim(text_of(row[0]))))
                         claims.emplace_back(text_of(row[0]));
                       return {};
                     }));
  for (const std::string& claim : claims) {
    const SqlRow parameters = {run_id, std::int64_t{shard}, claim};
    KEYHOUND_TRY_STATUS(database.execute(
        "UPDATE run_targets SET claimed_by = '' "
        "WHERE run_id = $1 AND shard = $2 AND outcome = 'pending' AND claimed_by = $3",
        parameters));
  }
  return {};
}

Status check_plan(const RunPlan& plan, const Coordinator& coordinator) {
  if (plan.run_key.empty()) return fail(ErrorKind::kUsage, "a run needs a key");
  if (coordinator.shard < 1 || coordinator.shard > plan.shard_count)
    return fail(ErrorKind::kUsage, "there is no shard " + std::to_string(coordinator.shard) +
                                       " of " + std::to_string(plan.shard_count));
  return {};
}

Result<RunSummary> join(Database& database, const RunPlan& plan, const Coordinator& coordinator,
                        Timestamp now) {
  if (database.kind() == DatabaseKind::kPostgres) KEYHOUND_TRY_STATUS(database.execute(kPlanLock));
  KEYHOUND_TRY_STATUS(insert_run(database, plan, now));
  const SqlRow key = {storable(plan.run_key)};
  KEYHOUND_TRY(RunSummary run, select_run(database, "WHERE run_key = $1", key));
  if (run.shard_count != plan.shard_count) {
    return fail(ErrorKind::kUsage,
                "run " + plan.run_key + " has " + std::to_string(run.shard_count) +
                    " shards in the store, not " + std::to_string(plan.shard_count) +
                    "; give the same count, or another run key");
  }
  if (run.state == "finished") return run;
  KEYHOUND_TRY_STATUS(lock_run(database, run.id));
  KEYHOUND_TRY(const auto numbers, write_repositories(database, plan.repositories, now));
  KEYHOUND_TRY_STATUS(insert_targets(database, run.id, plan, numbers, now));
  KEYHOUND_TRY_STATUS(insert_diagnostics(database, run.id, plan));
  KEYHOUND_TRY_STATUS(note_coordinator(database, run.id, coordinator, now));
  KEYHOUND_TRY_STATUS(release_claims(database, run.id, coordinator.shard, now));
  return run;
}

}  // namespace

Result<RunSummary> Store::join_run(const RunPlan& plan, const Coordinator& coordinator,
                                   Timestamp now) {
  KEYHOUND_TRY_STATUS(check_plan(plan, coordinator));
  RunSummary joined;
  KEYHOUND_TRY_STATUS(database_->transaction([&]() -> Status {
    KEYHOUND_TRY(joined, join(*database_, plan, coordinator, now));
    return {};
  }));
  return joined;
}

}  // namespace keyhound
