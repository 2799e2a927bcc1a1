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

struct Shard {
  int index = 1;  // from 1 on
  int count = 1;
};

// "3/8".
Result<Shard> parse_shard(std::string_view text);

// What array jobs tell: JOB_COMPLETION_INDEX (Kubernetes), SLURM_ARRAY_TASK_ID, CI_NODE_INDEX,
// AWS_BATCH_JOB_ARRAY_INDEX, BUILDKITE_PARALLEL_JOB, each with its count; kUsage where an index has
// no count. None: this is no array job.
struct ArrayJob {
  Shard shard;
  std::string scheduler;  // "slurm", ...
  std::string job_key;    // the same for all of the array's tasks; empty: it cannot be told
};
using EnvironmentLookup = std::function<std::string_view(std::string_view name)>;
Result<std::optional<ArrayJob>> array_job(const EnvironmentLookup& environment);

// The shard of each target, from 1 on: alike in size, and the same whatever order they come in. A
// target that is added or removed moves few others.
std::vector<int> assign_shards(const std::vector<Target>& targets, int count);

}  // namespace keyhound
