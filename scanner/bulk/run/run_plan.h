// SPDX-License-Identifier: Apache-2.0
// What the store is told of a plan, and which run a coordinator works on.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/bulk/run/shards.h"
#include "scanner/bulk/target.h"
#include "scanner/store/store.h"

namespace keyhound {

struct RunWish {
  std::string key;      // --run; empty: not said
  std::string job_key;  // the scheduler's; empty: none
  bool is_new = false;  // --new-run
};

struct ChosenRun {
  std::string key;
  bool exists = false;
  bool is_finished = false;
};

// The run of that key; without one the last that is not finished and has this plan and shard count;
// else a new one. The key of a new one follows from day, plan and shard count, so that coordinators
// that start at once without knowing of each other begin the same run. kUsage for a run with
// another number of shards, or that --new-run would begin and is there.
Result<ChosenRun> choose_run(Store& store, const RunWish& wish, const Plan& plan, int shard_count,
                             Timestamp now);

// With every target's shard.
RunPlan make_run_plan(const Plan& plan, const std::string& run_key, int shard_count);

// The target that the store knows by that name (stored_name()); nullptr: none. Borrows the plan.
const Target* find_stored(const Plan& plan, std::string_view name);

}  // namespace keyhound
