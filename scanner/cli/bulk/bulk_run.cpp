// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/bulk_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>
#include <utility>

#include "policies/input/findings_json.h"
#include "scanner/base/file.h"
#include "scanner/bulk/run/judge_process.h"
#include "scanner/bulk/run/run_loop.h"
#include "scanner/bulk/run/run_plan.h"
#include "scanner/bulk/run/run_status.h"
#include "scanner/bulk/run/worker_environment.h"
#include "scanner/bulk/targets/forge_token.h"
#include "scanner/bulk/targets/plan.h"
#include "scanner/cli/bulk/report_file.h"
#include "scanner/cli/bulk/run_log.h"
#include "scanner/cli/bulk/run_verification.h"
#include "scanner/cli/bulk/scan_arguments.h"
#include "scanner/cli/bulk/stop_signals.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/gitleaks_run.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/raised_checks.h"
#include "scanner/cli/store_option.h"
#include "scanner/store/process_identity.h"

namespace keyhound {
namespace {

// Of one repository; beyond it its scan is a failure. What it holds is in memory while it is
// recorded.
constexpr std::uint64_t kLargestFindings = std::uint64_t{128} << 20U;
constexpr const char* kProgram = "/proc/self/exe";  // the same program, also while it is replaced

// Everything that can be wrong with the command line, before anything begins.
struct Setup {
  Shard shard;
  std::string job_key;
  std::string rules_digest;
  std::string store;
  std::string cache;
  PlanOptions plan;
  RunLoopOptions loop;
  std::optional<Severity> fail_on;
};

std::string_view variable(std::string_view name) {
  const char* const value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::string_view() : std::string_view(value);
}

int cores() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

Status make_output_folder(const std::string& folder) {
  if (folder.empty()) return {};
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) return {};
  return fail(ErrorKind::kUsage, "--output: " + errno_error(error.value(), folder).message);
}

// What is wrong with rules, registry or policies must not be found out at the end of the night, nor
// be the failure of each repository. Answers the digest of the rules.
Result<std::string> check_scan_options(const BulkScanOptions& bulk) {
  const ScanOptions& scan = bulk.scan;
  KEYHOUND_TRY(const RuleSet rules, load_rule_set(scan.rules));
  if (!scan.gitleaks_config.empty()) KEYHOUND_TRY_STATUS(load_gitleaks_rules(scan.gitleaks_config));
  if (!scan.judge.registries.empty() || !scan.judge.policies.empty())
    KEYHOUND_TRY_STATUS(Judge::create(scan.judge, "."));
  KEYHOUND_TRY_STATUS(load_raised_checks(scan.judge.policies));
  return rules.digest;
}

Result<RunLoopOptions> loop_options(const BulkRunOptions& options, const std::string& cache,
                                    const Shard& shard) {
  RunLoopOptions loop;
  loop.jobs = options.jobs > 0 ? options.jobs : cores();
  loop.retries = options.retries;
  KEYHOUND_TRY(loop.limits, limits_of(options));
  loop.worker_command = {kProgram, "bulk", "worker"};
  loop.environment = process_environment();
  loop.token_variable = [environment = system_plan_environment()](const Target& target) {
    return token_variable_of(target.provider, environment);
  };
  loop.scratch = cache;
  loop.output = options.output;
  KEYHOUND_TRY(loop.job.mirrors, mirror_options_of(options, cache));
  loop.job.rescan = options.rescan;
  loop.job.keep_mirror = !options.drop_mirrors;
  loop.job.scan_arguments = options.scan.arguments;
  loop.coordinator = this_coordinator(shard.index);
  return loop;
}

Result<Setup> set_up(const BulkRunOptions& options) {
  Setup setup;
  KEYHOUND_TRY(setup.shard, shard_of(options, variable));
  setup.job_key = job_key(variable);
  KEYHOUND_TRY(setup.fail_on, fail_on_of(options));
  KEYHOUND_TRY(const BulkScanOptions scan, read_scan_arguments(options.scan.arguments));
  KEYHOUND_TRY(setup.rules_digest, check_scan_options(scan));
  KEYHOUND_TRY(setup.plan, plan_options_of(options.targets));
  setup.cache = setup.plan.cache;
  if (setup.cache.empty()) {
    KEYHOUND_TRY(setup.cache, default_bulk_cache());
  }
  KEYHOUND_TRY(setup.loop, loop_options(options, setup.cache, setup.shard));
  KEYHOUND_TRY(setup.loop.job.verification,
               verification_of_run(options.verification, scan.scan.rules, setup.plan.cache,
                                   setup.shard, setup.loop.limits));
  KEYHOUND_TRY_STATUS(make_output_folder(options.output));
  setup.store = store_location(options.store);
  return setup;
}

// Time that never goes back while this process runs.
std::function<Timestamp()> steady_time() {
  return [last = Timestamp{}]() mutable {
    last = std::max(last, now());
    return last;
  };
}

StoreLink link_to(const std::string& location, RunLog& log) {
  StorePatience patience;
  patience.wait = StopSignals::pause;
  patience.on_trouble = [&log](const std::string& message) { log.on_notice(message); };
  return {[location] { return Store::open(location, StoreAccess::kWrite); }, std::move(patience)};
}

RunLoopWorld world_of_process() {
  RunLoopWorld world;
  world.now = steady_time();
  world.stops = StopSignals::count;
  world.pause = StopSignals::pause;
  world.read_findings = [](const std::string& path) {
    return read_findings_file(path, kLargestFindings);
  };
  return world;
}

// One coordinator's run, with what its steps share.
class BulkRun {
 public:
  BulkRun(const BulkRunOptions& options, Setup setup, Plan plan, RunLog& log)
      : options_(options),
        setup_(std::move(setup)),
        plan_(std::move(plan)),
        log_(log),
        store_(link_to(setup_.store, log)),
        world_(world_of_process()) {}

  Result<int> run();

 private:
  Result<ChosenRun> choose();
  Status scan(const ChosenRun& chosen);
  Status begin_verification();
  void end_verification(const RunLoopEnd& end);
  Result<JudgeAnswer> judge(JudgeStep step);
  Status judge_finished();
  Result<int> conclude();
  Result<bool> has_findings();

  const BulkRunOptions& options_;
  Setup setup_;
  Plan plan_;
  RunLog& log_;
  StoreLink store_;
  RunLoopWorld world_;
  std::string run_key_;
  bool is_interrupted_ = false;
  int judged_code_ = kExitClean;
};

Result<ChosenRun> BulkRun::choose() {
  const RunWish wish{options_.run_key, setup_.job_key, options_.is_new_run};
  return store_.ask<ChosenRun>("opening the store", [&](Store& store) {
    return choose_run(store, wish, plan_, setup_.shard.count, world_.now());
  });
}

Result<int> BulkRun::run() {
  KEYHOUND_TRY(const ChosenRun chosen, choose());
  run_key_ = chosen.key;
  if (chosen.is_finished) {
    log_.on_notice("run " + run_key_ +
                   " is finished already, and nothing is scanned; --run with another name begins "
                   "another one");
  } else {
    KEYHOUND_TRY_STATUS(scan(chosen));
  }
  if (!is_interrupted_) KEYHOUND_TRY_STATUS(judge_finished());
  return conclude();
}

Status BulkRun::scan(const ChosenRun& chosen) {
  RunPlan run_plan = make_run_plan(plan_, run_key_, setup_.shard.count);
  run_plan.rules_digest = setup_.rules_digest;
  world_.on_joined = [this]() -> Status {
    KEYHOUND_TRY_STATUS(begin_verification());
    if (options_.ledger.empty()) return {};
    KEYHOUND_TRY_STATUS(judge(JudgeStep::kStart));
    return {};
  };
  RunLoop loop(setup_.loop, world_, plan_, store_, log_);
  KEYHOUND_TRY(const RunLoopEnd end, loop.run(run_plan, chosen.exists));
  is_interrupted_ = end.is_interrupted;
  end_verification(end);
  return {};
}

Status BulkRun::begin_verification() {
  if (!options_.verification.verifies) return {};
  KEYHOUND_TRY(const RunSummary run, store_.ask<RunSummary>("reading the run", [&](Store& store) {
    return store.find_run(run_key_);
  }));
  WorkerVerification& verification = setup_.loop.job.verification;
  KEYHOUND_TRY(verification.shared_folder,
               open_verification(setup_.cache, setup_.store, run, verification.shard));
  const auto& arguments = verification.arguments;
  const bool allows_any =
      std::any_of(arguments.begin(), arguments.end(),
                  [](const std::string& argument) { return argument.starts_with("--allow="); });
  if (!allows_any)
    log_.on_notice("--verify without --allow sends nothing: the log says whom it would ask");
  return {};
}

// What cannot be told of it is no reason not to judge what was found.
void BulkRun::end_verification(const RunLoopEnd& end) {
  const WorkerVerification& verification = setup_.loop.job.verification;
  if (verification.shared_folder.empty()) return;
  const auto words = verification_words(verification, end.next_steps);
  log_.on_notice(words ? *words
                       : "verification: what was sent is not known: " + words.error().message);
  if (end.finishes_run) close_verification(verification.shared_folder);
}

Result<JudgeAnswer> BulkRun::judge(JudgeStep step) {
  JudgeJob job;
  job.step = step;
  job.store = setup_.store;
  job.run_key = run_key_;
  job.scan_arguments = options_.scan.arguments;
  job.scan_arguments.push_back("--fail-on=" +
                               (options_.only_new_fails ? "none" : options_.fail_on));
  job.fail_on_level = options_.fail_on_level;
  job.ledger = options_.ledger;
  job.signing_key = options_.signing_key;
  const JudgeProcess process{
      {kProgram, "bulk", "judge"}, setup_.loop.environment, setup_.cache, world_.stops};
  auto answer = run_judge(process, std::move(job));
  if (!answer) return fail(answer.error().within("judging run " + run_key_));
  return answer;
}

// By whichever shard was the last; again where somebody was ended before it could.
Status BulkRun::judge_finished() {
  KEYHOUND_TRY(const RunSummary run, store_.ask<RunSummary>("reading the run", [&](Store& store) {
    return store.find_run(run_key_);
  }));
  if (run.state != "finished") return {};
  KEYHOUND_TRY(const JudgeAnswer answer, judge(JudgeStep::kFinish));
  // The judge counts findings of all repositories that the store knows; this run counts its own.
  if (!options_.fail_on_level.empty()) judged_code_ = answer.exit_code;
  if (options_.output.empty()) return {};
  return store_.tell("writing the organisation's report", [&](Store& store) -> Status {
    const std::string folder = options_.output + "/";
    Database& database = store.database();
    KEYHOUND_TRY_STATUS(write_report_file(database, run.id, OrganisationFormat::kJson,
                                          folder + "organisation.json"));
    return write_report_file(database, run.id, OrganisationFormat::kCsv, folder + "findings.csv");
  });
}

Result<bool> BulkRun::has_findings() {
  if (judged_code_ == kExitFindings) return true;
  if (!setup_.fail_on) return false;
  using Counts = FindingCounts;
  KEYHOUND_TRY(const Counts counts,
               store_.ask<Counts>("counting findings", [&](Store& store) -> Result<Counts> {
                 KEYHOUND_TRY(const RunSummary run, store.find_run(run_key_));
                 return finding_counts_of_run(store.database(), run.id, setup_.shard.index,
                                              *setup_.fail_on);
               }));
  return (options_.only_new_fails ? counts.added : counts.open) > 0;
}

Result<int> BulkRun::conclude() {
  const int shard = setup_.shard.count > 1 ? setup_.shard.index : 0;
  KEYHOUND_TRY(const RunStatus status,
               store_.ask<RunStatus>("reading coverage", [&](Store& store) -> Result<RunStatus> {
                 KEYHOUND_TRY(const RunSummary run, store.find_run(run_key_));
                 return read_run_status(store, run, shard);
               }));
  KEYHOUND_TRY(const bool has_any, has_findings());
  const int code = is_interrupted_               ? 128 + StopSignals::last()
                   : has_any                     ? kExitFindings
                   : !status.coverage.complete() ? kExitIncomplete
                                                 : kExitClean;
  log_.on_summary(status, code);
  return code;
}

}  // namespace

Result<int> run_bulk(const BulkRunOptions& options) {
  KEYHOUND_TRY(Setup setup, set_up(options));
  const auto log = make_run_log(run_log_kind(options.json_log, options.no_progress));
  PlanEnvironment environment = system_plan_environment();
  environment.tell = [&log](const std::string& sentence) { log->on_notice(sentence); };
  KEYHOUND_TRY(Plan plan, make_plan(setup.plan, environment));
  const StopSignals signals;
  return BulkRun(options, std::move(setup), std::move(plan), *log).run();
}

}  // namespace keyhound
