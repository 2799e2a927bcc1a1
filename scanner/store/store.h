// SPDX-License-Identifier: Apache-2.0
// Store: what bulk scans found, across scans: repositories, runs, credentials, findings and their
// lives (docs/store.md). One connection, used by one thread; several processes may use one store at
// once. Everything a function writes is written whole or not at all, and writing it twice is the
// same as once. Never holds a secret.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/policy_info.h"
#include "scanner/model/scan_result.h"
#include "scanner/store/database.h"
#include "scanner/store/store_records.h"

namespace keyhound {

enum class StoreAccess {
  kRead,   // kNotFound where there is none; its schema is taken as it is
  kWrite,  // made where there is none, and brought to this version's schema
};

class Store {
 public:
  // `location`: path of a SQLite file, or "postgresql://...". kConfiguration for a store whose
  // schema is newer than this version of keyhound knows, naming both versions; or older, for kRead.
  static Result<Store> open(const std::string& location, StoreAccess access);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // For questions and reports (scanner/store/questions, scanner/dashboard).
  [[nodiscard]] Database& database() { return *database_; }

  // --- Runs -------------------------------------------------------------------------------------
  // Begins the run of that key or joins it, and notes every repository of the plan as its target.
  // Targets that another shard's plan lacked are added: what one plan knows is never lost.
  Result<RunSummary> join_run(const RunPlan& plan, const Coordinator& coordinator, Timestamp now);
  // The last run that is not finished and has this plan and shard count; kNotFound: none.
  Result<RunSummary> unfinished_run(const std::string& plan_digest, int shard_count);
  // By key, or the last one for an empty key. kNotFound: none.
  Result<RunSummary> find_run(const std::string& run_key);
  // Claims the next pending target of the coordinator's shard. Claims of coordinators that are gone
  // (same host and no such process; or without a beat for a minute) are taken over. None: nothing
  // is left to claim.
  Result<std::optional<ClaimedTarget>> claim_target(std::int64_t run_id,
                                                    const Coordinator& coordinator, Timestamp now);
  // A claim by name, as above; none: somebody else has it, or it is not pending.
  Result<std::optional<ClaimedTarget>> claim_target(std::int64_t run_id,
                                                    const Coordinator& coordinator,
                                                    const std::string& name, Timestamp now);
  Status beat(std::int64_t run_id, const Coordinator& coordinator, Timestamp now);
  // How many pending targets of the shard another living coordinator has claimed.
  Result<std::int64_t> claimed_by_others(std::int64_t run_id, const Coordinator& coordinator,
                                         Timestamp now);

  // The target ended without a scan: unchanged, failed or excluded. For kUnchanged the repository's
  // findings were seen again: "new" and "regressed" of earlier runs become "existing".
  Status end_target(std::int64_t run_id, const TargetEnd& end, Timestamp now);
  // The target was scanned: its findings begin, go on, come back or end. What an incomplete scan
  // did not see stays as it was. A second scan in one run gives the same states as the first.
  Status record_scan(std::int64_t run_id, const RecordedScan& scan, const ScanResult& result,
                     Timestamp now);
  // The coordinator is done. When all shards are, and no target is pending, the run is finished and
  // its totals are kept; answers whether this call finished it.
  Result<bool> finish_shard(std::int64_t run_id, const Coordinator& coordinator, Timestamp now);
  // shard 0: of the whole run.
  Result<Coverage> coverage(std::int64_t run_id, int shard = 0);

  // --- Judgement over all repositories ---------------------------------------------------------
  // Everything that is open or waived, as one result in which each finding and reference knows its
  // repository: what the policies judge together. At most `occurrences` places of each finding; 0:
  // all, as policies that look at paths, counts and times need.
  Result<ScanResult> load_findings(std::size_t occurrences = 0);
  // Repositories with a scan, as findings name them.
  Result<ScannedRepositories> scanned_repositories();
  // Replaces verdicts, waivers, owners, registry entries and policy totals by those of a judged
  // result that load_findings() gave. REQUIRES: it was judged.
  Status record_judgement(std::int64_t run_id, const ScanResult& judged,
                          const std::vector<PolicyInfo>& policies, Timestamp now);
  // Where the ledger tells of the run.
  Status link_evidence(std::int64_t run_id, const std::string& ledger, const std::string& type,
                       const std::string& event_run, std::int64_t sequence,
                       const std::string& hash);

 private:
  explicit Store(std::unique_ptr<Database> database);
  std::unique_ptr<Database> database_;
};

// The version of the schema that this keyhound writes.
int store_schema_version();

}  // namespace keyhound
