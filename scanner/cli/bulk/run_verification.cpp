// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/run_verification.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <system_error>
#include <vector>

#include "scanner/cli/bulk/target_verification.h"
#include "scanner/cli/bulk/verification_folder.h"
#include "scanner/cli/verify/verification_setup.h"
#include "scanner/verify/run/shared_turns.h"
#include "scanner/verify/run/verification_cache.h"

namespace keyhound {
namespace {

constexpr std::chrono::hours kOld{30 * 24};
constexpr std::size_t kMostSteps = 5;  // that are named

// What the judgement and the reports of a worker need of its time.
std::uint64_t seconds_of(const ProcessLimits& limits) {
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(limits.wall_time).count();
  return whole <= 0 ? 0 : static_cast<std::uint64_t>(std::max<decltype(whole)>(whole * 9 / 10, 1));
}

}  // namespace

Result<WorkerVerification> verification_of_run(const PassedVerifyOptions& options,
                                               const RuleOptions& rules, const std::string& cache,
                                               const Shard& shard, const ProcessLimits& limits) {
  WorkerVerification verification;
  if (options.dry_run) return refuse_dry_run();
  if (!options.verifies) return verification;
  verification.arguments = options.arguments;
  KEYHOUND_TRY(VerifyOptions read, read_verify_arguments(options.arguments));
  if (!cache.empty() && read.cache.empty() && !read.no_cache) {
    read.cache = cache + "/verification.jsonl";
    verification.arguments.push_back("--cache=" + read.cache);
  }
  KEYHOUND_TRY(VerificationSetup setup, make_verification_setup(read, rules));
  KEYHOUND_TRY_STATUS(share_limits(shard.count, setup));
  if (!setup.cache.empty()) {
    const auto results = VerificationCache::open(setup.cache);
    if (!results)
      return fail(
          results.error().within("the cache of results (--verify-cache, --no-verify-cache)"));
  }
  verification.shards = shard.count;
  verification.shard = shard.count > 1 ? shard.index : 0;
  verification.seconds = seconds_of(limits);
  return verification;
}

Result<std::string> open_verification(const std::string& cache, const std::string& store,
                                      const RunSummary& run, int shard) {
  remove_old_verification_folders(cache, kOld);
  std::string folder = verification_folder(cache, store, run);
  const auto turns = SharedTurns::open(folder, {"", {}, shard});
  if (!turns) return fail(turns.error().within("what the workers that verify share"));
  return folder;
}

Result<std::string> verification_words(const WorkerVerification& verification,
                                       const std::set<std::string>& next_steps) {
  KEYHOUND_TRY(SharedTurns turns,
               SharedTurns::open(verification.shared_folder, {"", {}, verification.shard}));
  KEYHOUND_TRY(const std::uint64_t count, turns.spent());
  std::string words =
      fmt::format("verification: {} {} sent", count, count == 1 ? "request was" : "requests were");
  if (next_steps.empty()) return words;
  std::vector<std::string> named;
  for (const std::string& step : next_steps)
    if (named.size() < kMostSteps) named.push_back(step);
  words += fmt::format("; for more to be asked: {}", fmt::join(named, ", "));
  if (next_steps.size() > named.size())
    words += fmt::format(" and {} more", next_steps.size() - named.size());
  return words;
}

void close_verification(const std::string& folder) {
  std::error_code ignored;  // what stays is removed with that of old runs
  std::filesystem::remove_all(folder, ignored);
}

}  // namespace keyhound
