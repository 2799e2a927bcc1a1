// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/coordinators.h"

#include <array>

#include "scanner/store/process_identity.h"

namespace keyhound {
namespace {

bool has_been_heard(std::string_view heartbeat, Timestamp now) {
  const Result<Timestamp> beat = parse_timestamp(heartbeat);
  if (!beat) return false;
  const Duration silence = now - *beat;
  return silence <= kLongestSilence && silence.seconds >= -kLongestSilence.seconds;
}

bool is_alive(const Coordinator& coordinator, std::string_view heartbeat, Timestamp now) {
  const ProcessState state = state_of(coordinator);
  if (state != ProcessState::kUnknown) return state == ProcessState::kRuns;
  return has_been_heard(heartbeat, now);
}

}  // namespace

Status note_coordinator(Database& database, std::int64_t run_id, const Coordinator& coordinator,
                        Timestamp now) {
  const SqlRow row = {run_id,
                      std::int64_t{coordinator.shard},
                      storable(coordinator.session),
                      storable(coordinator.host),
                      coordinator.pid,
                      storable(coordinator.pid_started),
                      format_timestamp(now)};
  KEYHOUND_TRY_STATUS(database.execute(
      "INSERT INTO run_shards (run_id, shard, session, host, pid, pid_started, heartbeat, started) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $7) "
      "ON CONFLICT (run_id, shard, session) DO UPDATE SET heartbeat = excluded.heartbeat",
      row));
  return {};
}

Result<std::set<std::string, std::less<>>> living_sessions(Database& database, std::int64_t run_id,
                                                           int shard, Timestamp now) {
  std::set<std::string, std::less<>> living;
  const SqlRow parameters = {run_id, std::int64_t{shard}};
  KEYHOUND_TRY_STATUS(database.query(
      "SELECT session, host, pid, pid_started, heartbeat FROM run_shards "
      "WHERE run_id = $1 AND shard = $2 AND finished IS NULL",
      parameters, [&](const SqlRow& row) -> Status {
        const Coordinator coordinator{shard, std::string(text_of(row[0])),
                                      std::string(text_of(row[1])), whole_number(row[2]),
                                      std::string(text_of(row[3]))};
        if (is_alive(coordinator, text_of(row[4]), now)) living.insert(coordinator.session);
        return {};
      }));
  return living;
}

std::string_view session_of_claim(std::string_view claim) {
  return claim.substr(0, claim.rfind(':'));
}

}  // namespace keyhound
