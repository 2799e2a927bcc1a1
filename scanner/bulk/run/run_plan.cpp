// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/run_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestKey = 200;

// None: there is no run of that key.
Result<std::optional<RunSummary>> run_of(Store& store, const std::string& key) {
  auto run = store.find_run(key);
  if (run) return std::optional<RunSummary>(std::move(*run));
  if (run.error().kind == ErrorKind::kNotFound) return std::optional<RunSummary>();
  return fail(run.error());
}

Status check_key(const std::string& key) {
  if (key.size() <= kLongestKey && escape_for_terminal(key) == key) return {};
  return fail(
      ErrorKind::kUsage,
      fmt::format("the name of a run has at most {} bytes, of printable characters", kLongestKey));
}

Result<ChosenRun> named_run(Store& store, const std::string& key, bool is_new, int shard_count) {
  KEYHOUND_TRY_STATUS(check_key(key));
  KEYHOUND_TRY(const auto run, run_of(store, key));
  if (!run) return ChosenRun{key};
  if (is_new) {
    return fail(ErrorKind::kUsage,
                fmt::format("there is a run {} already; give --new-run another --run KEY", key));
  }
  if (run->shard_count != shard_count) {
    return fail(ErrorKind::kUsage,
                fmt::format("run {} has {} shards, not {}: give all its shards the same count, or "
                            "--run another name",
                            key, run->shard_count, shard_count));
  }
  return ChosenRun{key, true, run->state == "finished"};
}

std::string new_key(const Plan& plan, int shard_count, Timestamp now, int number) {
  const std::size_t colon = plan.digest.find(':');
  const std::string digest =
      plan.digest.substr(colon == std::string::npos ? 0 : colon + 1).substr(0, 8);
  std::string key = format_timestamp(now).substr(0, 10) + "-" + digest;
  if (shard_count > 1) key += fmt::format("-of-{}", shard_count);
  if (number > 1) key += fmt::format(".{}", number);
  return key;
}

// The first of its names that nobody has used up.
Result<ChosenRun> fresh_run(Store& store, const Plan& plan, bool is_new, int shard_count,
                            Timestamp now) {
  for (int number = 1;; ++number) {
    const std::string key = new_key(plan, shard_count, now, number);
    KEYHOUND_TRY(const auto run, run_of(store, key));
    if (!run) return ChosenRun{key};
    if (!is_new && run->state != "finished") return ChosenRun{key, true, false};
  }
}

}  // namespace

Result<ChosenRun> choose_run(Store& store, const RunWish& wish, const Plan& plan, int shard_count,
                             Timestamp now) {
  const std::string& key = wish.key.empty() ? wish.job_key : wish.key;
  if (!key.empty()) return named_run(store, key, wish.is_new && !wish.key.empty(), shard_count);
  if (!wish.is_new) {
    const auto open = store.unfinished_run(plan.digest, shard_count);
    if (open) return ChosenRun{open->run_key, true, false};
    if (open.error().kind != ErrorKind::kNotFound) return fail(open.error());
  }
  return fresh_run(store, plan, wish.is_new, shard_count, now);
}

RunPlan make_run_plan(const Plan& plan, const std::string& run_key, int shard_count) {
  RunPlan run;
  run.run_key = run_key;
  run.digest = plan.digest;
  run.complete = plan.complete;
  run.shard_count = shard_count;
  run.tool_version = KEYHOUND_VERSION;
  run.diagnostics = plan.diagnostics;
  const std::vector<int> shards = assign_shards(plan.targets, shard_count);
  run.repositories.reserve(plan.targets.size());
  for (std::size_t i = 0; i < plan.targets.size(); ++i) {
    const Target& target = plan.targets[i];
    run.repositories.push_back({target.name, target.location, target.provider, target.provider_id,
                                target.organisation, target.is_archived, target.is_fork,
                                target.is_private, target.size_kib, shards[i], target.excluded,
                                target.excluded_message});
  }
  return run;
}

const Target* find_stored(const Plan& plan, std::string_view name) {
  const auto found = std::lower_bound(
      plan.targets.begin(), plan.targets.end(), name,
      [](const Target& target, std::string_view wanted) { return target.name < wanted; });
  if (found != plan.targets.end() && stored_name(found->name) == name) return &*found;
  // One with characters that the store writes as escapes stands elsewhere in the order.
  const auto escaped =
      std::find_if(plan.targets.begin(), plan.targets.end(),
                   [name](const Target& target) { return stored_name(target.name) == name; });
  return escaped != plan.targets.end() ? &*escaped : nullptr;
}

}  // namespace keyhound
