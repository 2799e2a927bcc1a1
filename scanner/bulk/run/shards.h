// SPDX-License-Identifier: Apache-2.0
// Which coordinator of several scans which target. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/bulk/target.h"

namespace keyhound {

inline constexpr int kMostShards = 10'000;

struct Shard {
  int index = 1;  // from 1 on
  int count = 1;
};

// "3/8".
Result<Shard> parse_shard(std::string_view text);

// What array jobs tell: JOB_COMPLETION_INDEX (Kubernetes), SLURM_ARRAY_TASK_ID, CI_NODE_INDEX,
// AWS_BATCH_JOB_ARRAY_INDEX, BUILDKITE_PARALLEL_JOB, each with its count; kUsage where an index has
// no count, or does not fit it. `shard_count` is what the user says (0: nothing): it serves where
// the scheduler tells no count, and must be the scheduler's where it does. None: no array job.
struct ArrayJob {
  Shard shard;
  std::string scheduler;  // "slurm", ...
};
using EnvironmentLookup = std::function<std::string_view(std::string_view name)>;
Result<std::optional<ArrayJob>> array_job(const EnvironmentLookup& environment, int shard_count);

// A name for the run that all tasks of the scheduler's job share, and that stays when a task is
// retried: "slurm-4711", "gitlab-815", "github-99-scan", "batch-<id>", "buildkite-<id>". Empty: it
// cannot be told.
std::string job_key(const EnvironmentLookup& environment);

// The shard of each target, from 1 on: alike in size, and the same whatever order they come in. A
// target that is added or removed moves few others.
std::vector<int> assign_shards(const std::vector<Target>& targets, int count);

}  // namespace keyhound
