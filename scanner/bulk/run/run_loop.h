// SPDX-License-Identifier: Apache-2.0
// RunLoop: a coordinator's part of a run, one thread and an event loop. It claims targets of its
// shard in the store, has each scanned by a worker process under limits, and records how that
// ended, whatever became of the worker. Holds no findings but those of the scan it is recording.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/bulk/run/job_folders.h"
#include "scanner/bulk/run/run_listener.h"
#include "scanner/bulk/run/run_pace.h"
#include "scanner/bulk/run/store_link.h"
#include "scanner/bulk/run/turn_source.h"
#include "scanner/bulk/run/worker_environment.h"
#include "scanner/bulk/run/worker_job.h"
#include "scanner/bulk/target.h"
#include "scanner/process/child_process.h"

namespace keyhound {

struct RunLoopOptions {
  int jobs = 1;                             // workers at once
  int retries = 1;                          // of a target that failed for a passing reason
  ProcessLimits limits;                     // of each worker
  std::vector<std::string> worker_command;  // it reads its job from standard input
  Environment environment;                  // of this process; a worker gets what it needs of it
  // Which variable has the token that a target is fetched with, where the job does not say so;
  // empty: none. Unset: none.
  std::function<std::string(const Target& target)> token_variable;
  std::string scratch;  // folder of the jobs' folders
  std::string output;   // folder of the reports; empty: they are not kept
  WorkerJob job;        // what is the same for all of them
  Coordinator coordinator;
  std::chrono::milliseconds beat{10'000};  // a claim is lost after a minute without one
};

// What the loop needs of the world.
struct RunLoopWorld {
  std::function<Timestamp()> now;
  std::function<int()> stops;  // how often somebody asked the run to stop
  std::function<void(std::chrono::milliseconds)> pause;
  // Once the run is joined, before the first target. Unset: nothing.
  std::function<Status()> on_joined;
  // The findings that a worker wrote.
  std::function<Result<ScanResult>(const std::string& path)> read_findings;
};

struct RunLoopEnd {
  RunSummary run;
  bool is_interrupted = false;            // by a stop: what is not done is pending
  bool finishes_run = false;              // this shard was the last one
  std::set<std::string> next_steps = {};  // for more to be verified, as workers said; untrusted
};

class RunLoop {
 public:
  // All are borrowed. `plan` has its targets by name.
  RunLoop(const RunLoopOptions& options, const RunLoopWorld& world, const Plan& plan,
          StoreLink& store, RunListener& listener);
  ~RunLoop();  // ends the workers
  RunLoop(const RunLoop&) = delete;
  RunLoop& operator=(const RunLoop&) = delete;

  // Joins the run, scans what is pending, finishes the shard. An error is one of the store or of
  // this machine: then targets that have not ended are pending, and the run can be continued.
  Result<RunLoopEnd> run(const RunPlan& run_plan, bool is_continued);

 private:
  struct Worker;

  Status begin(const RunPlan& run_plan, bool is_continued);
  Result<bool> work();
  Status start_workers();
  Status start_worker(TargetTurn turn);
  Status collect_ended();
  Status on_end(Worker& worker, const ProcessEnd& end);
  Status beat_if_due();
  void wait();
  void tell_of_others();
  Result<RunLoopEnd> finish(bool is_interrupted);

  [[nodiscard]] bool is_stopped() const { return world_.stops() > 0; }
  [[nodiscard]] double seconds() const;

  const RunLoopOptions& options_;
  const RunLoopWorld& world_;
  const Plan& plan_;
  StoreLink& store_;
  RunListener& listener_;

  RunSummary run_;
  std::optional<JobFolders> folders_;
  std::optional<TurnSource> source_;
  RunPace pace_{0, 0, 0};
  std::vector<std::unique_ptr<Worker>> workers_;
  std::set<std::string> next_steps_;
  bool has_told_of_others_ = false;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point last_beat_;
};

}  // namespace keyhound
