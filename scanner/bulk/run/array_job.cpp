// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>

#include "scanner/base/text_encode.h"
#include "scanner/bulk/run/shards.h"

namespace keyhound {
namespace {

// How a scheduler numbers the tasks of an array. Slurm's lowest number is the user's choice, and
// stands in a variable of its own.
struct Scheduler {
  std::string_view name;
  std::string_view index;
  std::string_view count;    // empty: it does not tell
  std::string_view lowest;   // variable; empty: `first`
  std::string_view highest;  // variable; empty: not checked
  std::string_view step;     // variable; empty: 1
  int first = 0;
};

// Environment variables as the schedulers document them. Most specific first: a Kubernetes job may
// well be one that GitLab started.
constexpr std::array<Scheduler, 5> kSchedulers = {{
    {"slurm", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN",
     "SLURM_ARRAY_TASK_MAX", "SLURM_ARRAY_TASK_STEP", 0},
    {"aws-batch", "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", "", "", "", 0},
    {"kubernetes", "JOB_COMPLETION_INDEX", "", "", "", "", 0},
    {"buildkite", "BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", "", "", "", 0},
    {"gitlab", "CI_NODE_INDEX", "CI_NODE_TOTAL", "", "", "", 1},
}};

constexpr std::int64_t kLargestNumber = 100'000'000;  // far beyond what any scheduler counts to

Result<std::int64_t> number_of(const EnvironmentLookup& environment, std::string_view variable) {
  const std::string_view text = environment(variable);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0 ||
      number > kLargestNumber) {
    return fail(ErrorKind::kUsage, fmt::format("{} is '{}': a whole number is expected there; "
                                               "name the shard with --shard I/N",
                                               variable, escape_for_terminal(text)));
  }
  return number;
}

Result<std::int64_t> number_or(const EnvironmentLookup& environment, std::string_view variable,
                               std::int64_t otherwise) {
  if (variable.empty() || environment(variable).empty()) return otherwise;
  return number_of(environment, variable);
}

Result<std::int64_t> count_of(const Scheduler& scheduler, const EnvironmentLookup& environment,
                              int shard_count) {
  KEYHOUND_TRY(const std::int64_t count, number_or(environment, scheduler.count, shard_count));
  if (count > kMostShards) {
    return fail(ErrorKind::kUsage, fmt::format("{} says {} tasks: at most {} are possible",
                                               scheduler.count, count, kMostShards));
  }
  if (count < 1) {
    return fail(ErrorKind::kUsage,
                fmt::format("{} tells which task this is, but not of how many: say so with "
                            "--shard-count N or KEYHOUND_SHARD_COUNT",
                            scheduler.index));
  }
  if (shard_count > 0 && count != shard_count) {
    return fail(ErrorKind::kUsage,
                fmt::format("{} says {} tasks, but --shard-count says {}: make them the same, or "
                            "name the shard with --shard I/N",
                            scheduler.count, count, shard_count));
  }
  return count;
}

// "7,9,11" as an array of Slurm has its own numbers: they must be evenly spaced.
Status check_spacing(const Scheduler& scheduler, const EnvironmentLookup& environment,
                     std::int64_t first, std::int64_t step, std::int64_t count) {
  KEYHOUND_TRY(const std::int64_t last,
               number_or(environment, scheduler.highest, first + (count - 1) * step));
  if (step >= 1 && last == first + (count - 1) * step) return {};
  return fail(ErrorKind::kUsage,
              fmt::format("the tasks of this array are {} numbers from {} to {}, which are not "
                          "evenly spaced: submit --array=1-N, or name the shard with --shard I/N",
                          count, first, last));
}

Result<ArrayJob> task_of(const Scheduler& scheduler, const EnvironmentLookup& environment,
                         int shard_count) {
  KEYHOUND_TRY(const std::int64_t index, number_of(environment, scheduler.index));
  KEYHOUND_TRY(const std::int64_t count, count_of(scheduler, environment, shard_count));
  KEYHOUND_TRY(const std::int64_t first, number_or(environment, scheduler.lowest, scheduler.first));
  KEYHOUND_TRY(const std::int64_t step, number_or(environment, scheduler.step, 1));
  KEYHOUND_TRY_STATUS(check_spacing(scheduler, environment, first, step, count));
  const std::int64_t offset = index - first;
  if (offset < 0 || offset % step != 0 || offset / step >= count) {
    return fail(ErrorKind::kUsage,
                fmt::format("{} is {}, which is none of the {} tasks from {} on: correct the "
                            "count, or name the shard with --shard I/N",
                            scheduler.index, index, count, first));
  }
  const Shard shard{static_cast<int>(offset / step + 1), static_cast<int>(count)};
  return ArrayJob{shard, std::string(scheduler.name)};
}

// "<prefix>-<value>"; characters that are none of a name become "-".
std::string key_of(std::string_view prefix, std::string_view value) {
  std::string key(prefix);
  key += '-';
  for (const char c : value.substr(0, 100)) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || c == '.' || c == '_';
    key += is_plain ? c : '-';
  }
  return key;
}

}  // namespace

Result<std::optional<ArrayJob>> array_job(const EnvironmentLookup& environment, int shard_count) {
  for (const Scheduler& scheduler : kSchedulers) {
    if (environment(scheduler.index).empty()) continue;
    KEYHOUND_TRY(ArrayJob job, task_of(scheduler, environment, shard_count));
    return std::optional<ArrayJob>(std::move(job));
  }
  return std::optional<ArrayJob>();
}

std::string job_key(const EnvironmentLookup& environment) {
  if (const std::string_view job = environment("SLURM_ARRAY_JOB_ID"); !job.empty())
    return key_of("slurm", job);
  if (const std::string_view job = environment("AWS_BATCH_JOB_ID"); !job.empty())
    return key_of("batch", job.substr(0, job.find(':')));
  if (const std::string_view build = environment("BUILDKITE_BUILD_ID"); !build.empty())
    return key_of("buildkite", build);
  if (const std::string_view pipeline = environment("CI_PIPELINE_ID"); !pipeline.empty())
    return key_of("gitlab", pipeline);
  if (const std::string_view run = environment("GITHUB_RUN_ID"); !run.empty()) {
    // Without the attempt: "re-run failed jobs" starts some of the matrix only, and they must find
    // the run whose other shards are done. The job tells two scans in one workflow apart.
    const std::string_view job = environment("GITHUB_JOB");
    return job.empty() ? key_of("github", run) : key_of(key_of("github", run), job);
  }
  return "";
}

}  // namespace keyhound
