// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "scanner/bulk/run/shards.h"

namespace keyhound {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

EnvironmentLookup lookup(const Variables& variables) {
  return [&variables](std::string_view name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string_view() : std::string_view(found->second);
  };
}

Result<std::optional<ArrayJob>> job_of(const Variables& variables, int shard_count = 0) {
  return array_job(lookup(variables), shard_count);
}

TEST_CASE("Array jobs of every scheduler are understood") {
  struct Row {
    Variables variables;
    int shard_count;
    std::string scheduler;
    int index;
    int count;
  };
  const std::vector<Row> rows = {
      {{{"SLURM_ARRAY_TASK_ID", "3"},
        {"SLURM_ARRAY_TASK_MIN", "1"},
        {"SLURM_ARRAY_TASK_MAX", "8"},
        {"SLURM_ARRAY_TASK_STEP", "1"},
        {"SLURM_ARRAY_TASK_COUNT", "8"}},
       0,
       "slurm",
       3,
       8},
      {{{"SLURM_ARRAY_TASK_ID", "0"},
        {"SLURM_ARRAY_TASK_MIN", "0"},
        {"SLURM_ARRAY_TASK_MAX", "14"},
        {"SLURM_ARRAY_TASK_STEP", "2"},
        {"SLURM_ARRAY_TASK_COUNT", "8"}},
       8,
       "slurm",
       1,
       8},
      {{{"SLURM_ARRAY_TASK_ID", "14"},
        {"SLURM_ARRAY_TASK_MIN", "0"},
        {"SLURM_ARRAY_TASK_MAX", "14"},
        {"SLURM_ARRAY_TASK_STEP", "2"},
        {"SLURM_ARRAY_TASK_COUNT", "8"}},
       0,
       "slurm",
       8,
       8},
      {{{"JOB_COMPLETION_INDEX", "0"}}, 4, "kubernetes", 1, 4},
      {{{"JOB_COMPLETION_INDEX", "3"}}, 4, "kubernetes", 4, 4},
      {{{"CI_NODE_INDEX", "1"}, {"CI_NODE_TOTAL", "5"}}, 0, "gitlab", 1, 5},
      {{{"CI_NODE_INDEX", "5"}, {"CI_NODE_TOTAL", "5"}}, 0, "gitlab", 5, 5},
      {{{"AWS_BATCH_JOB_ARRAY_INDEX", "9"}, {"AWS_BATCH_JOB_ARRAY_SIZE", "10"}},
       0,
       "aws-batch",
       10,
       10},
      {{{"BUILDKITE_PARALLEL_JOB", "0"}, {"BUILDKITE_PARALLEL_JOB_COUNT", "2"}},
       0,
       "buildkite",
       1,
       2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.scheduler);
    const auto job = job_of(row.variables, row.shard_count);
    REQUIRE(job);
    REQUIRE(job->has_value());
    CHECK((*job)->scheduler == row.scheduler);
    CHECK((*job)->shard.index == row.index);
    CHECK((*job)->shard.count == row.count);
  }
}

TEST_CASE("Without an index there is no array job, whatever the count says") {
  for (const Variables& variables :
       {Variables{}, Variables{{"CI_NODE_TOTAL", "1"}}, Variables{{"SLURM_JOB_ID", "5"}}}) {
    const auto job = job_of(variables, 4);
    REQUIRE(job);
    CHECK(!job->has_value());
  }
}

TEST_CASE("An index without a count, or beside it, is an error of usage that names the variable") {
  struct Row {
    Variables variables;
    int shard_count;
    std::string part;
  };
  const std::vector<Row> rows = {
      {{{"JOB_COMPLETION_INDEX", "0"}}, 0, "--shard-count"},
      {{{"JOB_COMPLETION_INDEX", "4"}}, 4, "JOB_COMPLETION_INDEX is 4"},
      {{{"JOB_COMPLETION_INDEX", "-1"}}, 4, "JOB_COMPLETION_INDEX is '-1'"},
      {{{"JOB_COMPLETION_INDEX", "x\x1b[2J"}}, 4, "is 'x\\"},
      {{{"JOB_COMPLETION_INDEX", "99999999999999999999"}}, 4, "whole number"},
      {{{"AWS_BATCH_JOB_ARRAY_INDEX", "1"}}, 0, "AWS_BATCH_JOB_ARRAY_INDEX"},
      {{{"CI_NODE_INDEX", "0"}, {"CI_NODE_TOTAL", "2"}}, 0, "CI_NODE_INDEX is 0"},
      {{{"CI_NODE_INDEX", "1"}, {"CI_NODE_TOTAL", "2"}}, 3, "CI_NODE_TOTAL says 2"},
      {{{"CI_NODE_INDEX", "1"}, {"CI_NODE_TOTAL", "99999999"}}, 0, "at most 10000"},
      {{{"SLURM_ARRAY_TASK_ID", "7"},
        {"SLURM_ARRAY_TASK_MIN", "1"},
        {"SLURM_ARRAY_TASK_MAX", "9"},
        {"SLURM_ARRAY_TASK_STEP", "1"},
        {"SLURM_ARRAY_TASK_COUNT", "3"}},
       0,
       "not evenly spaced"},
      {{{"SLURM_ARRAY_TASK_ID", "1"},
        {"SLURM_ARRAY_TASK_STEP", "0"},
        {"SLURM_ARRAY_TASK_COUNT", "1"}},
       0,
       "not evenly spaced"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.part);
    const auto job = job_of(row.variables, row.shard_count);
    REQUIRE(!job);
    CHECK(job.error().kind == ErrorKind::kUsage);
    CHECK(job.error().message.find(row.part) != std::string::npos);
  }
}

TEST_CASE("All tasks of a scheduler's job share a key that survives a retry") {
  struct Row {
    Variables variables;
    std::string key;
  };
  const std::vector<Row> rows = {
      {{}, ""},
      {{{"SLURM_ARRAY_JOB_ID", "4711"}, {"SLURM_JOB_ID", "4713"}}, "slurm-4711"},
      {{{"CI_PIPELINE_ID", "815"}}, "gitlab-815"},
      {{{"GITHUB_RUN_ID", "99"}, {"GITHUB_RUN_ATTEMPT", "2"}, {"GITHUB_JOB", "scan"}},
       "github-99-scan"},
      {{{"AWS_BATCH_JOB_ID", "ab-cd:7"}}, "batch-ab-cd"},
      {{{"BUILDKITE_BUILD_ID", "0190-f"}}, "buildkite-0190-f"},
      {{{"CI_PIPELINE_ID", "8\n15/.."}}, "gitlab-8-15-.."},
  };
  for (const Row& row : rows) CHECK(job_key(lookup(row.variables)) == row.key);
}

}  // namespace
}  // namespace keyhound
