// SPDX-License-Identifier: Apache-2.0
// Workers on repositories of this machine, and a store that takes what they find, as a coordinator
// would: for tests of the parts of a bulk run.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "policies/input/findings_json.h"
#include "scanner/cli/bulk/bulk_judgement.h"
#include "scanner/cli/bulk/worker.h"
#include "scanner/store/store.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

inline WorkerJob job_for(const std::string& path, const std::string& folder) {
  std::filesystem::create_directories(folder);
  WorkerJob job;
  job.target.name = path;
  job.target.kind = TargetKind::kPath;
  job.target.location = path;
  job.target.provider = "list";
  job.folder = folder;
  return job;
}

// A bare copy of the repository with all its refs, as mirrors are; `bare` is made, or made anew.
inline std::string mirror_of(const GitRepoBuilder& repo, const std::string& bare) {
  std::filesystem::remove_all(bare);
  repo.git({"clone", "--quiet", "--mirror", repo.path(), bare});
  return bare;
}

// The findings that the worker wrote.
inline ScanResult findings_in(const WorkerJob& job) {
  auto result = read_findings_file(job.folder + "/" + std::string(kWorkerFindingsFile), 1U << 30U);
  REQUIRE(result);
  return std::move(*result);
}

// Runs over repositories into one store.
class BulkFixture {
 public:
  // Scans all paths as the run of that key, and finishes it; without the judgement.
  RunSummary scan(const std::string& key, const std::vector<std::string>& paths) {
    Store store = open();
    RunPlan plan;
    plan.run_key = key;
    plan.digest = "sha256:plan";
    for (const std::string& path : paths) {
      PlannedRepository& one = plan.repositories.emplace_back();
      one.name = one.location = path;
      one.provider = "list";
    }
    const auto run = store.join_run(plan, coordinator_, now());
    REQUIRE(run);
    for (;;) {
      const auto claim = store.claim_target(run->id, coordinator_, now());
      REQUIRE(claim);
      if (!*claim) break;
      record(store, *run, **claim);
    }
    REQUIRE(store.finish_shard(run->id, coordinator_, now()));
    return *run;
  }

  JudgeJob judge_job(const std::string& key, JudgeStep step = JudgeStep::kFinish) const {
    JudgeJob job;
    job.step = step;
    job.store = store_path();
    job.run_key = key;
    job.folder = dir.str();
    job.scan_arguments = arguments;
    return job;
  }

  [[nodiscard]] std::string store_path() const { return dir / "store.db"; }

  Store open() const {
    auto store = Store::open(store_path(), StoreAccess::kWrite);
    REQUIRE(store);
    return std::move(*store);
  }

  // The first column of the first row, as a text.
  std::string ask(const std::string& sql) const {
    Store store = open();
    const auto row = store.database().one_row(sql);
    REQUIRE(row);
    if (const auto* number = std::get_if<std::int64_t>(&row->front()))
      return std::to_string(*number);
    return std::string(text_of(row->front()));
  }

  TempDir dir;
  std::vector<std::string> arguments;  // of the scans
  std::vector<WorkerAnswer> answers;   // of the workers, the newest last

 private:
  void record(Store& store, const RunSummary& run, const ClaimedTarget& claim) {
    WorkerJob job = job_for(claim.name, dir / ("job" + std::to_string(answers.size())));
    job.refs_digest = claim.refs_digest;
    job.basis = claim.basis;
    job.scan_arguments = arguments;
    const WorkerAnswer answer = work_on(job);
    answers.push_back(answer);
    if (answer.outcome == "scanned") {
      RecordedScan scan;
      scan.repository_id = claim.repository_id;
      scan.refs_digest = answer.refs_digest;
      scan.basis = answer.basis;
      scan.exit_code = answer.exit_code;
      REQUIRE(store.record_scan(run.id, scan, findings_in(job), now()));
      return;
    }
    TargetEnd end;
    end.repository_id = claim.repository_id;
    end.outcome =
        answer.outcome == "unchanged" ? TargetOutcome::kUnchanged : TargetOutcome::kFailed;
    end.reason = answer.failure.reason;
    end.message = answer.failure.message;
    REQUIRE(store.end_target(run.id, end, now()));
  }

  Coordinator coordinator_{1, "session", "host", 1, "1"};
};

}  // namespace keyhound::testing
