// SPDX-License-Identifier: Apache-2.0
// A run with a store of SQLite and workers that are a shell script: what they do says the name of
// their target.
#pragma once

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "scanner/bulk/run/run_loop.h"
#include "scanner/bulk/run/run_plan.h"
#include "scanner/bulk/targets/plan.h"
#include "scanner/store/process_identity.h"
#include "tests/support/stored_scans.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

// $1: the folder of the test, with answers and a log of what was begun. The job's JSON has one
// line.
inline constexpr std::string_view kFakeWorker = R"sh(#!/bin/sh
job=$(cat)
field() { printf '%s' "$job" | sed -n 's/.*"'"$1"'": *"\([^"]*\)".*/\1/p'; }
folder=$(field folder)
name=$(field name)
echo "$name" >> "$1/log"
answer() { cp "$1" "$folder/part" && mv "$folder/part" "$folder/answer.json"; }
case "$name" in
  *crash-once*) [ -e "$1/crashed" ] || { : > "$1/crashed"; kill -SEGV $$; } ;;
  *crash*) echo 'it broke' >&2; kill -SEGV $$ ;;
  *stuck*) sleep 1000 ;;
  *garbage*) echo garbage > "$folder/answer.json"; exit 0 ;;
  *silent*) exit 0 ;;
  *half*) head -c 40 "$1/scanned.json" > "$folder/answer.json"; exit 0 ;;
  *huge*) head -c 3000000 /dev/zero > "$folder/answer.json"; exit 0 ;;
  *greedy*) exec tail /dev/zero ;;
  *long-file*) head -c 100000000 /dev/zero > "$folder/file" || kill -XFSZ $$ ;;
  *unchanged*) answer "$1/unchanged.json"; exit 0 ;;
  *network*) answer "$1/network.json"; exit 3 ;;
  *gone*) answer "$1/gone.json"; exit 3 ;;
  *no-findings*) answer "$1/scanned.json"; exit 0 ;;
esac
printf '%s' "$name" > "$folder/findings.json"
echo '{}' > "$folder/report.sarif"
answer "$1/scanned.json"
)sh";

struct RecordingListener final : RunListener {
  std::vector<RunOpening> starts;
  std::vector<TargetReport> targets;
  std::vector<std::string> notices;
  std::int64_t last_done = -1;

  void on_start(const RunOpening& start) override { starts.push_back(start); }
  void on_target(const TargetReport& target) override { targets.push_back(target); }
  void on_progress(const RunProgress& progress) override { last_done = progress.done; }
  void on_notice(const std::string& message) override { notices.push_back(message); }

  // The last report of that target.
  const TargetReport& of(const std::string& name) const {
    const TargetReport* found = nullptr;
    for (const TargetReport& target : targets)
      if (target.name == name) found = &target;
    REQUIRE_MESSAGE(found != nullptr, name);
    return *found;
  }
};

class RunFixture {
 public:
  RunFixture() {
    dir.write_file("worker", kFakeWorker);
    ::chmod((dir / "worker").c_str(), 0700);
    write_answer("scanned", "", "");
    write_answer("unchanged", "", "");
    write_answer("failed", "network", "the host does not answer", "network.json");
    write_answer("failed", "not-found", "there is no such repository", "gone.json");
    options.jobs = 2;
    options.worker_command = {dir / "worker", dir.str()};
    options.environment = process_environment();
    options.scratch = dir / "cache";
    options.output = dir / "out";
    options.limits.wall_time = std::chrono::seconds(20);
    options.coordinator = this_coordinator(1);
    world.now = [this] { return time; };
    world.stops = [this] { return stops; };
    world.pause = [](std::chrono::milliseconds) {};
    world.read_findings = [](const std::string& path) { return read_fake_findings(path); };
  }

  void write_answer(const std::string& outcome, const std::string& reason,
                    const std::string& message, const std::string& file = {}) const {
    WorkerAnswer answer;
    answer.outcome = outcome;
    answer.failure = {reason, message};
    answer.refs_digest = "sha256:refs";
    answer.basis = "basis";
    dir.write_file(file.empty() ? outcome + ".json" : file, write_worker_answer(answer));
  }

  // A finding with the number that the name ends with; "broken" cannot be read.
  static Result<ScanResult> read_fake_findings(const std::string& path) {
    if (!std::filesystem::exists(path)) return fail(ErrorKind::kNotFound, path + ": missing");
    const std::string name = read_whole_file(path);
    if (name.find("broken") != std::string::npos)
      return fail(ErrorKind::kCorrupt, path + ": no JSON");
    return stored_result({name.back() - '0'}, name.find("incomplete") == std::string::npos);
  }

  static Plan plan_with(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    Plan plan;
    for (const std::string& name : names) {
      Target target;
      target.name = name;
      target.location = "https://" + name + ".git";
      target.provider = "list";
      plan.targets.push_back(target);
    }
    plan.digest = plan_digest(plan.targets);
    return plan;
  }

  StoreLink link() const {
    StorePatience patience;
    patience.pauses = {std::chrono::milliseconds(1)};
    patience.wait = [](std::chrono::milliseconds) { return true; };
    return {[path = dir / "store.db"] { return Store::open(path, StoreAccess::kWrite); }, patience};
  }

  Result<RunLoopEnd> run(const Plan& plan, const std::string& key = "r1", int shard_count = 1) {
    StoreLink store = link();
    const RunPlan run_plan = make_run_plan(plan, key, shard_count);
    return RunLoop(options, world, plan, store, listener).run(run_plan, false);
  }

  Coverage coverage(const std::string& key = "r1") const {
    StoreLink store = link();
    auto covered = store.ask<Coverage>("coverage", [&key](Store& open) -> Result<Coverage> {
      KEYHOUND_TRY(const RunSummary run, open.find_run(key));
      return open.coverage(run.id);
    });
    REQUIRE_MESSAGE(covered.has_value(), covered.error().message);
    return *covered;
  }

  // What workers began, in order.
  std::vector<std::string> begun() const {
    std::vector<std::string> names;
    std::string text = dir.exists("log") ? dir.read_file("log") : "";
    for (std::size_t end; (end = text.find('\n')) != std::string::npos; text.erase(0, end + 1))
      names.push_back(text.substr(0, end));
    return names;
  }

  TempDir dir;
  RunLoopOptions options;
  RunLoopWorld world;
  RecordingListener listener;
  Timestamp time = kMorning;
  int stops = 0;
};

}  // namespace keyhound::testing
