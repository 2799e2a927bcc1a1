// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/target_verification.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "scanner/base/text_encode.h"
#include "scanner/cli/bulk/passed_verify_options.h"
#include "scanner/cli/bulk/verification_basis.h"
#include "scanner/cli/verify/secret_process.h"
#include "scanner/cli/verify/verification_summary.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostSteps = 16;  // that a repository names
// So old an answer of the run may be with any --max-age, so that each credential is asked about
// once.
constexpr Duration kLeastAge{3600};

bool is_proved(const Liveness& liveness) {
  return liveness.state == LivenessState::kActive || liveness.state == LivenessState::kRevoked ||
         liveness.state == LivenessState::kExpired;
}

// Where nobody was asked, no answer grows old.
bool comes_of_an_answer(const PlannedVerification& entry, const Liveness& liveness) {
  return entry.step == PlannedStep::kRequest || entry.step == PlannedStep::kProbe ||
         (entry.step == PlannedStep::kKnown && liveness.source == "live-check");
}

Diagnostic canary(const VerificationCandidate& candidate, const std::string& reason) {
  return {"canary-credential", candidate.rule_id,
          fmt::format("{} is not asked about: {}", candidate.redacted, reason), false};
}

}  // namespace

Status share_limits(int shards, VerificationSetup& setup) {
  VerificationLimits& limits = setup.limits;
  const auto count = static_cast<std::uint64_t>(std::max(shards, 1));
  if (limits.requests > 0 && limits.requests < count) {
    return fail(ErrorKind::kUsage,
                fmt::format("--max-requests {}: each of {} shards sends its share, so give {} or "
                            "more",
                            limits.requests, count, count));
  }
  limits.requests /= count;
  limits.requests_per_second /= static_cast<double>(count);
  setup.plan.requests = 0;  // they are counted when they are sent
  return {};
}

// Half of the tenth that is left for the rest.
void bound_requests(std::uint64_t seconds, VerificationSetup& setup) {
  if (seconds == 0) return;
  const std::chrono::milliseconds most(static_cast<std::chrono::milliseconds::rep>(
      std::max<std::uint64_t>(seconds * 1000 / 18, 1000)));
  setup.http.timeout = std::min<std::chrono::milliseconds>(setup.http.timeout, most);
  setup.http.connect_timeout =
      std::min<std::chrono::milliseconds>(setup.http.connect_timeout, most);
  setup.plan.probes.timeout = std::min(setup.plan.probes.timeout, most);
}

Diagnostic not_verified(const Error& error) {
  return {"unverified-credentials", "", "what was found could not be verified: " + error.message};
}

Result<std::unique_ptr<TargetVerification>> TargetVerification::create(
    const WorkerVerification& what, const RuleOptions& rules) {
  KEYHOUND_TRY(const VerifyOptions options, read_verify_arguments(what.arguments));
  KEYHOUND_TRY_STATUS(keep_process_private());
  KEYHOUND_TRY(VerificationSetup setup, make_verification_setup(options, rules));
  KEYHOUND_TRY_STATUS(share_limits(what.shards, setup));
  bound_requests(what.seconds, setup);
  setup.shows_progress = false;
  KEYHOUND_TRY(std::string digest, verification_digest(options, rules));
  const Duration max_age{std::max(setup.max_age.seconds, kLeastAge.seconds)};
  KEYHOUND_TRY(SharedTurns turns,
               SharedTurns::open(what.shared_folder, {std::move(digest), max_age, what.shard}));
  return std::unique_ptr<TargetVerification>(
      new TargetVerification(std::move(setup), std::move(turns), what));
}

TargetVerification::TargetVerification(VerificationSetup setup, SharedTurns turns,
                                       const WorkerVerification& what)
    : turns_(std::move(turns)),
      most_(setup.limits.time),
      deadline_(static_cast<std::chrono::seconds::rep>(what.seconds)),
      max_age_(setup.max_age),
      verification_(std::move(setup)) {
  verification_.limits().turns = &turns_;
}

// What is left of the run's time and of the worker's, which would be ended in the middle of it.
void TargetVerification::set_time() {
  using std::chrono::seconds;
  std::optional<seconds> left;
  const auto bound = [&left](seconds whole, auto passed) {
    if (whole.count() == 0) return;
    const seconds rest = whole - std::chrono::duration_cast<seconds>(passed);
    left = std::min(left.value_or(rest), rest);
  };
  bound(most_, turns_.elapsed());
  bound(deadline_, std::chrono::steady_clock::now() - begin_);
  VerificationLimits& limits = verification_.limits();
  limits.time = std::max(left.value_or(seconds(0)), seconds(0));
  limits.is_time_over = left && left->count() <= 0;
}

void TargetVerification::join(ScanSteps& steps) {
  verification_.join(steps);
  const auto verify = std::move(steps.on_scanned);
  steps.on_scanned = [this, verify](const ScanContext& context,
                                    ScanResult& result) -> Result<std::optional<int>> {
    set_time();
    const auto end = verify(context, result);
    if (end)
      take_stock(result);
    else
      result.diagnostics.push_back(not_verified(end.error()));
    return std::optional<int>();
  };
}

void TargetVerification::take_stock(ScanResult& result) {
  const Verification& all = *verification_.verification();
  verified_.summary = verification_summary(all);
  verified_.is_whole = verification_.keeper().lost() == 0;
  std::set<std::string> steps;
  for (std::size_t i = 0; i < all.plan.size(); ++i) {
    const PlannedVerification& entry = all.plan[i];
    const Liveness& liveness = all.liveness[i];
    if (entry.cause == SkipCause::kCanary)
      result.diagnostics.push_back(canary(all.candidates[entry.candidate], entry.known.reason));
    if (!entry.next_step.empty() && steps.size() < kMostSteps) steps.insert(entry.next_step);
    if (!comes_of_an_answer(entry, liveness)) continue;
    if (!is_proved(liveness) || !liveness.at) {
      verified_.is_whole = false;
      continue;
    }
    const Timestamp until = *liveness.at + max_age_;
    verified_.until = std::min(verified_.until.value_or(until), until);
  }
  verified_.next_steps.assign(steps.begin(), steps.end());
}

}  // namespace keyhound
