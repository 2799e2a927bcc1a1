// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/run_loop.h"

#include <fmt/format.h>

#include <utility>

#include "scanner/bulk/run/turn_recorder.h"
#include "scanner/bulk/run/worker_end.h"

namespace keyhound {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kMostSteps = 100;
constexpr milliseconds kWait{50};  // for workers; also how often memory limits are looked at

}  // namespace

struct RunLoop::Worker {
  TargetTurn turn;
  std::string folder;
  ChildProcess process;
};

RunLoop::RunLoop(const RunLoopOptions& options, const RunLoopWorld& world, const Plan& plan,
                 StoreLink& store, RunListener& listener)
    : options_(options), world_(world), plan_(plan), store_(store), listener_(listener) {}

RunLoop::~RunLoop() = default;

Result<RunLoopEnd> RunLoop::run(const RunPlan& run_plan, bool is_continued) {
  KEYHOUND_TRY_STATUS(begin(run_plan, is_continued));
  KEYHOUND_TRY(const bool is_done, work());
  return finish(!is_done);
}

Status RunLoop::begin(const RunPlan& run_plan, bool is_continued) {
  KEYHOUND_TRY(folders_, JobFolders::create(options_.scratch));
  KEYHOUND_TRY(run_, store_.ask<RunSummary>("beginning the run", [&](Store& store) {
    return store.join_run(run_plan, options_.coordinator, world_.now());
  }));
  if (world_.on_joined) KEYHOUND_TRY_STATUS(world_.on_joined());
  KEYHOUND_TRY(source_,
               TurnSource::create(run_.id, options_.coordinator, plan_, store_, world_.now));
  KEYHOUND_TRY(const Coverage coverage, store_.ask<Coverage>("reading coverage", [&](Store& store) {
    return store.coverage(run_.id, options_.coordinator.shard);
  }));
  const OutcomeCounts& counts = coverage.counts;
  pace_ = RunPace(counts.planned - counts.pending, counts.planned, source_->size_kib());
  begin_ = last_beat_ = steady_clock::now();
  listener_.on_start({run_, options_.coordinator.shard, is_continued, counts});
  return {};
}

// False: a stop came first.
Result<bool> RunLoop::work() {
  while (!is_stopped()) {
    KEYHOUND_TRY_STATUS(start_workers());
    if (workers_.empty() && source_->held_by_others() == 0) return !is_stopped();
    if (workers_.empty()) tell_of_others();
    wait();
    KEYHOUND_TRY_STATUS(collect_ended());
    KEYHOUND_TRY_STATUS(beat_if_due());
    listener_.on_progress(pace_.progress(seconds()));
  }
  return false;
}

Status RunLoop::start_workers() {
  while (workers_.size() < static_cast<std::size_t>(options_.jobs) && !is_stopped()) {
    KEYHOUND_TRY(auto turn, source_->next(workers_.empty()));
    if (!turn) return {};
    KEYHOUND_TRY_STATUS(start_worker(std::move(*turn)));
  }
  return {};
}

Status RunLoop::start_worker(TargetTurn turn) {
  KEYHOUND_TRY(std::string folder, folders_->make());
  WorkerJob job = options_.job;
  job.target = turn.target;
  job.folder = folder;
  job.refs_digest = turn.claim.refs_digest;
  job.basis = turn.claim.basis;
  if (job.mirrors.token_variable.empty() && options_.token_variable)
    job.mirrors.token_variable = options_.token_variable(job.target);
  ProcessSpec spec;
  spec.command = options_.worker_command;
  spec.environment = worker_environment(options_.environment, job.mirrors.token_variable);
  spec.input = write_worker_job(job);
  spec.limits = options_.limits;
  auto process = ChildProcess::start(std::move(spec));
  if (!process) {
    JobFolders::remove(folder);
    return fail(process.error().within("no worker can be started"));
  }
  workers_.push_back(
      std::make_unique<Worker>(Worker{std::move(turn), std::move(folder), std::move(*process)}));
  return {};
}

void RunLoop::wait() {
  std::vector<ChildProcess*> processes;
  processes.reserve(workers_.size());
  for (const auto& worker : workers_) processes.push_back(&worker->process);
  if (processes.empty())
    world_.pause(kWait);
  else
    ChildProcess::wait_any(processes, kWait);
}

Status RunLoop::collect_ended() {
  for (std::size_t i = 0; i < workers_.size();) {
    KEYHOUND_TRY(const auto end, workers_[i]->process.poll(milliseconds(0)));
    if (!end) {
      ++i;
      continue;
    }
    const std::unique_ptr<Worker> worker = std::move(workers_[i]);
    workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(i));
    const Status recorded = on_end(*worker, *end);
    JobFolders::remove(worker->folder);
    KEYHOUND_TRY_STATUS(recorded);
  }
  return {};
}

Status RunLoop::on_end(Worker& worker, const ProcessEnd& end) {
  const WorkerAnswer answer = answer_of_worker(end, worker.folder);
  const bool is_failed = answer.outcome == "failed";
  if (is_failed && is_transient(answer.failure.reason) && worker.turn.tries < options_.retries) {
    TargetReport report;
    report.name = worker.turn.target.name;
    report.is_retried = true;
    report.reason = answer.failure.reason;
    report.message = answer.failure.message;
    report.seconds = end.seconds;
    source_->try_again(std::move(worker.turn));
    listener_.on_target(report);
    return {};
  }
  const TurnRecorder recorder{run_.id, options_.output, world_.now, world_.read_findings, store_};
  KEYHOUND_TRY(const TargetReport report,
               recorder.record({worker.turn, answer, worker.folder, end.seconds}));
  for (const std::string& step : answer.next_steps)
    if (next_steps_.size() < kMostSteps) next_steps_.insert(step);
  pace_.on_ended(worker.turn.target.size_kib);
  listener_.on_target(report);
  return {};
}

Status RunLoop::beat_if_due() {
  const auto time = steady_clock::now();
  if (time - last_beat_ < options_.beat) return {};
  last_beat_ = time;
  return store_.tell("showing that this coordinator lives", [&](Store& store) {
    return store.beat(run_.id, options_.coordinator, world_.now());
  });
}

// Also after a stop: it gives the claims back, and the run goes on with what is pending.
Result<RunLoopEnd> RunLoop::finish(bool is_interrupted) {
  workers_.clear();  // ends them: what they were at is pending still
  folders_.reset();
  KEYHOUND_TRY(const bool finishes_run, store_.ask<bool>("finishing the shard", [&](Store& store) {
    return store.finish_shard(run_.id, options_.coordinator, world_.now());
  }));
  return RunLoopEnd{run_, is_interrupted, finishes_run, next_steps_};
}

void RunLoop::tell_of_others() {
  if (std::exchange(has_told_of_others_, true)) return;
  listener_.on_notice(
      fmt::format("another coordinator works on {} of this shard's repositories; "
                  "waiting for it to be done with them",
                  source_->held_by_others()));
}

double RunLoop::seconds() const {
  return std::chrono::duration<double>(steady_clock::now() - begin_).count();
}

}  // namespace keyhound
