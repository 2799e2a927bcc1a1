// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/run_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scanner/base/text_encode.h"
#include "scanner/base/time.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/ledger_run_options.h"
#include "scanner/cli/store_option.h"

namespace keyhound {
namespace {

constexpr int kMostJobs = 1024;
// A worker needs some to start: its rules alone take more than this.
constexpr std::uint64_t kLeastMemory = std::uint64_t{64} << 20U;

void add_size_option(CLI::App& app, const char* name, std::uint64_t& size,
                     const char* description) {
  app.add_option(name, size, description)
      ->transform(CLI::AsSizeValue(false).description(""))
      ->type_name("SIZE");
}

void add_duration_option(CLI::App& app, const char* name, std::string& duration,
                         const char* description) {
  app.add_option(name, duration, description)->capture_default_str()->type_name("DURATION");
}

void add_shard_options(CLI::App& app, BulkRunOptions& options) {
  app.add_option("--shard", options.shard,
                 "Scan only part I of N, e.g. 3/8; array jobs of Kubernetes, Slurm, GitLab, AWS "
                 "Batch and Buildkite are known without it")
      ->type_name("I/N");
  app.add_option("--shard-count", options.shard_count,
                 "How many tasks an array job has whose scheduler does not say so (Kubernetes)")
      ->check(CLI::Range(1, kMostShards).description(""))
      ->envname("KEYHOUND_SHARD_COUNT")
      ->type_name("N");
  app.add_option("--run", options.run_key,
                 "Name of the run, the same for all its shards; one that is there goes on "
                 "(default: the scheduler's job, else the last run of this plan that is not "
                 "finished, else a new name)")
      ->envname("KEYHOUND_RUN")
      ->type_name("NAME");
  app.add_flag("--new-run", options.is_new_run, "Begin anew, also where a run is not finished");
}

void add_work_options(CLI::App& app, BulkRunOptions& options) {
  app.add_option("--jobs", options.jobs, "Repositories at once (default: one a core)")
      ->check(CLI::Range(1, kMostJobs).description(""))
      ->type_name("N");
  app.add_option("--retries", options.retries,
                 "Further tries of a repository that failed for the network, or whose worker "
                 "crashed, at the end of the run")
      ->check(CLI::Range(0, 10).description(""))
      ->capture_default_str()
      ->type_name("N");
  add_size_option(app, "--memory-limit", options.memory_limit,
                  "Memory that a worker may use (default: 4GB)");
  add_duration_option(app, "--time-limit", options.time_limit,
                      "Time that a worker has for fetching and scanning, as an ISO 8601 duration");
  add_size_option(app, "--file-limit", options.file_limit,
                  "Size of a file that a worker may write (default: 20GB)");
  app.add_flag("--rescan", options.rescan, "Scan also what has not changed since the last scan");
}

void add_mirror_options(CLI::App& app, BulkRunOptions& options) {
  add_size_option(app, "--mirror-limit", options.mirrors.largest_bytes,
                  "Size of a mirror on disk; a larger one is given up (default: 20GB)");
  add_duration_option(app, "--fetch-limit", options.fetch_limit,
                      "Time for fetching one repository, as an ISO 8601 duration");
  app.add_option("--allow-protocol", options.protocols,
                 "Fetch also by this protocol: http, git, file (again for more)")
      ->allow_extra_args(false)
      ->type_name("NAME");
  app.add_option("--credential-helper", options.mirrors.credential_helper,
                 "Credential helper of git that fetching asks, see gitcredentials(7)")
      ->type_name("HELPER");
  app.add_option("--token-variable", options.mirrors.token_variable,
                 "Environment variable with the token for fetching over https")
      ->type_name("NAME");
  app.add_flag("--drop-mirrors", options.drop_mirrors,
               "Delete each mirror after its scan: slower the next time, but needs no disk");
}

void add_result_options(CLI::App& app, BulkRunOptions& options) {
  add_store_option(app, options.store);
  app.add_option("--output", options.output,
                 "Folder for the SARIF report of each repository and, with the last shard, the "
                 "organisation's report (default: no files, only the store)")
      ->type_name("DIR");
  app.add_option("--fail-on", options.fail_on,
                 "Exit with 1 for open findings from this severity on: info, low, medium, high, "
                 "critical, none")
      ->capture_default_str()
      ->type_name("SEVERITY");
  app.add_option("--fail-on-level", options.fail_on_level,
                 "Also exit with 1 for verdicts of policies that fail from this level on, once "
                 "the last shard is done: note, warning, error")
      ->type_name("LEVEL");
  app.add_flag("--only-new", options.only_new_fails,
               "Only findings that are new or came back count for --fail-on");
  app.add_option("--ledger", options.ledger,
                 "Ledger of evidence that the run and its coverage are written to; 'keyhound "
                 "evidence create' begins one")
      ->type_name("LEDGER");
  add_signing_key_option(app, options.signing_key);
  app.add_flag("--json-log", options.json_log,
               "Show what happens as JSON, one object a line (docs/bulk.md)");
  app.add_flag("--no-progress", options.no_progress,
               "A line a repository instead of a progress line, even on a terminal");
}

Result<std::chrono::seconds> duration_of(const char* option, const std::string& text) {
  const auto duration = parse_duration(text);
  if (!duration)
    return fail(ErrorKind::kUsage, fmt::format("{}: {}", option, duration.error().message));
  if (duration->seconds < 1)
    return fail(ErrorKind::kUsage, fmt::format("{}: give a second or more", option));
  return std::chrono::seconds(duration->seconds);
}

}  // namespace

void add_run_options(CLI::App& app, BulkRunOptions& options) {
  add_target_options(app, options.targets);
  add_cache_option(app, options.targets);
  add_result_options(app, options);
  add_shard_options(app, options);
  add_work_options(app, options);
  add_mirror_options(app, options);
  add_passed_scan_options(app, options.scan);
  add_passed_verify_options(app, options.verification);
}

Result<ProcessLimits> limits_of(const BulkRunOptions& options) {
  if (options.memory_limit < kLeastMemory)
    return fail(ErrorKind::kUsage, "--memory-limit: a worker needs at least 64MB");
  ProcessLimits limits;
  limits.memory_bytes = options.memory_limit;
  limits.file_bytes = options.file_limit;
  KEYHOUND_TRY(const auto time, duration_of("--time-limit", options.time_limit));
  limits.wall_time = time;
  return limits;
}

Result<MirrorOptions> mirror_options_of(const BulkRunOptions& options, const std::string& cache) {
  constexpr std::array<std::string_view, 5> kProtocols = {"https", "ssh", "http", "git", "file"};
  MirrorOptions mirrors = options.mirrors;
  mirrors.cache = cache;
  KEYHOUND_TRY(mirrors.timeout, duration_of("--fetch-limit", options.fetch_limit));
  for (const std::string& protocol : options.protocols) {
    if (std::find(kProtocols.begin(), kProtocols.end(), protocol) == kProtocols.end()) {
      return fail(ErrorKind::kUsage,
                  fmt::format("--allow-protocol: '{}' is none of http, git, file",
                              escape_for_terminal(protocol)));
    }
    mirrors.protocols.push_back(protocol);
  }
  return mirrors;
}

Result<std::optional<Severity>> fail_on_of(const BulkRunOptions& options) {
  if (options.fail_on == "none") return std::optional<Severity>();
  const auto severity = parse_severity(options.fail_on);
  if (severity) return severity;
  return fail(ErrorKind::kUsage,
              fmt::format("--fail-on: '{}' is none of info, low, medium, high, critical, none",
                          escape_for_terminal(options.fail_on)));
}

Result<Shard> shard_of(const BulkRunOptions& options, const EnvironmentLookup& environment) {
  if (!options.shard.empty()) {
    KEYHOUND_TRY(const Shard shard, parse_shard(options.shard));
    if (options.shard_count > 0 && options.shard_count != shard.count) {
      return fail(ErrorKind::kUsage,
                  fmt::format("--shard {} and --shard-count {} contradict each other",
                              options.shard, options.shard_count));
    }
    return shard;
  }
  KEYHOUND_TRY(const auto job, array_job(environment, options.shard_count));
  if (job) return job->shard;
  if (options.shard_count > 1) {
    return fail(ErrorKind::kUsage,
                "--shard-count says how many shards there are, but nothing says which one this "
                "is: give --shard I/N, or run it in an array job");
  }
  return Shard();
}

}  // namespace keyhound
