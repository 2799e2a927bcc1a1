// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/verification.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "scanner/base/text_encode.h"
#include "scanner/cli/progress_bar.h"
#include "scanner/verify/run/shared_turns.h"
#include "scanner/verify/run/verification_cache.h"
#include "scanner/verify/run/wipe.h"

namespace keyhound {
namespace {

Result<std::optional<VerificationCache>> open_cache(const VerificationSetup& setup) {
  // A dry run leaves nothing behind.
  std::error_code error;
  const bool is_there = std::filesystem::exists(setup.cache, error);
  if (setup.cache.empty() || (setup.dry_run && !is_there))
    return std::optional<VerificationCache>();
  auto cache = VerificationCache::open(setup.cache);
  if (!cache) return fail(cache.error().within("the cache of results (--cache, --no-cache)"));
  return std::optional<VerificationCache>(std::move(*cache));
}

void forget(CredentialParts& parts) {
  wipe(parts.secret);
  for (auto& [rule, value] : parts.parts) wipe(value);
  parts = {};
}

void warn_of_canaries(const Verification& verification) {
  for (const PlannedVerification& entry : verification.plan) {
    if (entry.cause != SkipCause::kCanary) continue;
    const VerificationCandidate& candidate = verification.candidates[entry.candidate];
    fmt::print(stderr, "keyhound: warning: {} ({}) is not asked: {}\n",
               escape_for_terminal(candidate.redacted), candidate.rule_id, entry.known.reason);
  }
}

constexpr std::chrono::milliseconds kBusyWait{25};       // while another process has the turn
constexpr std::chrono::milliseconds kLongestSleep{500};  // so that the end is not overslept

Liveness left_over(std::string reason) {
  Liveness left;
  left.reason = std::move(reason);
  return left;
}

// Probes block, and are few: one after the other, each host at its pace. HTTP goes to all hosts at
// once.
class Run {
 public:
  Run(Verification& verification, const VerificationSetup& setup,
      std::optional<VerificationCache>& cache)
      : verification_(&verification), setup_(&setup), cache_(&cache) {
    for (const PlannedVerification& entry : verification.plan) {
      if (entry.step == PlannedStep::kRequest) ++requests_;
      if (entry.step == PlannedStep::kProbe) ++total_;
    }
    total_ += requests_;
    if (total_ > 0) progress_ = ProgressBar::create(setup.shows_progress);
  }

  Status ask() {
    const OnVerified hear = [this](const PlannedVerification& entry, const Liveness& liveness) {
      return heard(entry, liveness);
    };
    KEYHOUND_TRY(verification_->liveness,
                 run_verification(verification_->candidates, verification_->plan,
                                  setup_->plan.request, setup_->http, setup_->limits, hear,
                                  [this](std::size_t done, std::size_t) { show(done); }));
    done_ = requests_;
    mark_unheard();
    for (std::size_t i = 0; i < verification_->plan.size(); ++i) {
      const PlannedVerification& entry = verification_->plan[i];
      if (entry.step != PlannedStep::kProbe) continue;
      verification_->liveness[i] = probed(entry);
      if (entry.step == PlannedStep::kProbe)
        KEYHOUND_TRY_STATUS(heard(entry, verification_->liveness[i]));
    }
    if (progress_) progress_->clear();
    return {};
  }

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] bool is_time_over() const {
    if (setup_->limits.is_time_over) return true;
    const std::chrono::seconds time = setup_->limits.time;
    return time.count() > 0 && Clock::now() - begin_ >= time;
  }

  // What is wrong with what is shared of one host is told of that host.
  Liveness probed(const PlannedVerification& entry) {
    Result<Liveness> answer = probe(entry);
    if (answer) return std::move(*answer);
    Liveness left = left_over("not asked: " + answer.error().message);
    left.state = LivenessState::kIndeterminate;
    left.at = now();
    left.source = "live-check";
    left.verifier = entry.probe->name;
    left.host = entry.host;
    return left;
  }

  Result<Liveness> probe(const PlannedVerification& entry) {
    if (setup_->limits.turns != nullptr && !entry.host.empty()) return probe_by_turns(entry);
    if (is_time_over()) return left_over("the time limit was reached; run again to go on");
    // A host that lets people in counts how often somebody tries.
    auto& next = next_of_host_[entry.host];
    if (!entry.host.empty()) std::this_thread::sleep_until(next);
    next = Clock::now() + std::chrono::duration_cast<Clock::duration>(spacing());
    return answer_to(entry);
  }

  // Under the name by which it is looked up: several probes ask in one protocol, which names
  // itself.
  [[nodiscard]] Liveness answer_to(const PlannedVerification& entry) const {
    Liveness liveness =
        entry.probe->check(verification_->candidates[entry.candidate].parts, setup_->plan.probes);
    liveness.verifier = entry.probe->name;
    return liveness;
  }

  [[nodiscard]] std::chrono::duration<double> spacing() const {
    return std::chrono::duration<double>(1 / setup_->limits.requests_per_second);
  }

  Result<Liveness> probe_by_turns(const PlannedVerification& entry) {
    SharedTurns& turns = *setup_->limits.turns;
    while (!is_time_over()) {
      KEYHOUND_TRY(const bool is_ours, turns.take(entry.host));
      std::chrono::microseconds wait = kBusyWait;
      if (is_ours) {
        const Result<HostPace> pace = turns.pace(entry.host);
        const bool is_due = pace && pace->wait.count() == 0;
        auto result = is_due ? probe_in_turn(entry, turns) : Result<Liveness>(Liveness());
        turns.leave(entry.host);
        if (!pace) return fail(pace.error());
        if (is_due) return result;
        wait = std::min<std::chrono::microseconds>(pace->wait, kLongestSleep);
      }
      std::this_thread::sleep_for(wait);
    }
    return left_over("the time limit was reached; run again to go on");
  }

  Result<Liveness> probe_in_turn(const PlannedVerification& entry, SharedTurns& turns) {
    const VerificationCandidate& candidate = verification_->candidates[entry.candidate];
    if (auto known = turns.answer(entry.host, candidate, entry)) {
      mark_known(entry.candidate, *known);
      return *known;
    }
    KEYHOUND_TRY(const bool is_left, turns.spend(setup_->limits.requests));
    if (!is_left) {
      return left_over(fmt::format("the limit of {} requests was reached; run again to go on",
                                   setup_->limits.requests));
    }
    KEYHOUND_TRY_STATUS(turns.set_pace(
        entry.host,
        {std::chrono::duration_cast<std::chrono::microseconds>(spacing()), 0, std::string()}));
    Liveness liveness = answer_to(entry);
    KEYHOUND_TRY_STATUS(turns.keep_answer(entry.host, candidate, liveness));
    return liveness;
  }

  // Another process of the run asked, so that it was known when its turn came.
  void mark_known(std::size_t entry, const Liveness& liveness) {
    verification_->plan[entry].step = PlannedStep::kKnown;
    verification_->plan[entry].known = liveness;
  }

  void mark_unheard() {
    for (std::size_t i = 0; i < verification_->plan.size(); ++i) {
      if (verification_->plan[i].step == PlannedStep::kRequest && !heard_.contains(i))
        mark_known(i, verification_->liveness[i]);
    }
  }

  void show(std::size_t done) {
    if (progress_) progress_->on_progress("credentials", done, total_);
  }

  Status heard(const PlannedVerification& entry, const Liveness& liveness) {
    heard_.insert(entry.candidate);
    if (entry.step == PlannedStep::kProbe) show(++done_);
    if (!*cache_) return {};
    const VerificationCandidate& candidate = verification_->candidates[entry.candidate];
    return (*cache_)->add(candidate.rule_id, candidate.fingerprint, liveness, candidate.variant);
  }

  Verification* verification_;
  const VerificationSetup* setup_;
  std::optional<VerificationCache>* cache_;
  std::unique_ptr<ProgressBar> progress_;
  Clock::time_point begin_ = Clock::now();
  std::map<std::string, Clock::time_point> next_of_host_;
  std::set<std::size_t> heard_;  // entries that this process asked, or left over
  std::size_t requests_ = 0;
  std::size_t done_ = 0;
  std::size_t total_ = 0;
};

}  // namespace

Result<Verification> verify_candidates(std::vector<VerificationCandidate> candidates,
                                       const VerificationSetup& setup) {
  KEYHOUND_TRY(auto cache, open_cache(setup));
  Verification verification;
  verification.candidates = std::move(candidates);
  PlanSettings settings = setup.plan;
  const Timestamp oldest = settings.request.now + Duration{-setup.max_age.seconds};
  if (cache && setup.max_age.seconds > 0) {
    settings.known = [&cache, oldest](const VerificationCandidate& candidate,
                                      const PlannedVerification& entry) {
      const std::string_view verifier =
          entry.verifier != nullptr ? std::string_view(entry.verifier->id) : entry.probe->name;
      return cache->find(candidate.rule_id, candidate.fingerprint,
                         {verifier, entry.host, candidate.variant}, oldest);
    };
  }
  verification.plan = plan_verification(verification.candidates, setup.verifiers, settings);
  warn_of_canaries(verification);
  if (setup.dry_run) {
    for (const PlannedVerification& entry : verification.plan)
      verification.liveness.push_back(entry.known);
  } else {
    KEYHOUND_TRY_STATUS(Run(verification, setup, cache).ask());
  }
  for (VerificationCandidate& candidate : verification.candidates) forget(candidate.parts);
  return verification;
}

}  // namespace keyhound
