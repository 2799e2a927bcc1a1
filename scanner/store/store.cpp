// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/store.h"

#include <utility>

#include "scanner/store/runs.h"
#include "scanner/store/schema.h"

namespace keyhound {

Store::Store(std::unique_ptr<Database> database) : database_(std::move(database)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

int store_schema_version() { return static_cast<int>(store_migrations().size()); }

Result<Store> Store::open(const std::string& location, StoreAccess access) {
  const bool reads_only = access == StoreAccess::kRead;
  KEYHOUND_TRY(auto database, open_database(location, reads_only));
  // No message shows what stands beside the address of a server.
  const std::string shown = database->label();
  KEYHOUND_TRY_STATUS(reads_only ? check_schema(*database, shown, store_schema_version())
                                 : migrate(*database, shown, store_migrations()));
  return Store(std::move(database));
}

Result<RunSummary> Store::unfinished_run(const std::string& plan_digest, int shard_count) {
  const SqlRow parameters = {storable(plan_digest), std::int64_t{shard_count}};
  return select_run(*database_,
                    "WHERE plan_digest = $1 AND shard_count = $2 AND state = 'running' "
                    "ORDER BY id DESC LIMIT 1",
                    parameters);
}

Result<RunSummary> Store::find_run(const std::string& run_key) {
  if (run_key.empty()) return select_run(*database_, "ORDER BY id DESC LIMIT 1", {});
  const SqlRow parameters = {storable(run_key)};
  return select_run(*database_, "WHERE run_key = $1", parameters);
}

Status Store::link_evidence(std::int64_t run_id, const std::string& ledger, const std::string& type,
                            const std::string& event_run, std::int64_t sequence,
                            const std::string& hash) {
  const SqlRow row = {run_id,   storable(ledger), storable(type), storable(event_run),
                      sequence, storable(hash)};
  return database_->transaction([&]() -> Status {
    KEYHOUND_TRY_STATUS(database_->execute(
        "INSERT INTO evidence (run_id, ledger, event_type, event_run, sequence, event_hash) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (run_id, ledger, event_type, event_run) "
        "DO UPDATE SET sequence = excluded.sequence, event_hash = excluded.event_hash",
        row));
    return {};
  });
}

}  // namespace keyhound
