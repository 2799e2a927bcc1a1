// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/turn_source.h"

#include <utility>
#include <vector>

#include "scanner/bulk/run/run_plan.h"
#include "scanner/store/run_targets.h"

namespace keyhound {
namespace {

using std::chrono::steady_clock;
using Claim = std::optional<ClaimedTarget>;
using Turn = std::optional<TargetTurn>;

constexpr std::chrono::milliseconds kBetweenQuestions{1'000};

}  // namespace

Result<TurnSource> TurnSource::create(std::int64_t run_id, const Coordinator& coordinator,
                                      const Plan& plan, StoreLink& store,
                                      const std::function<Timestamp()>& now) {
  TurnSource source(run_id, coordinator, plan, store, now);
  KEYHOUND_TRY_STATUS(source.fill_queue());
  return source;
}

TurnSource::TurnSource(std::int64_t run_id, const Coordinator& coordinator, const Plan& plan,
                       StoreLink& store, const std::function<Timestamp()>& now)
    : run_id_(run_id),
      coordinator_(&coordinator),
      plan_(&plan),
      store_(&store),
      now_(&now),
      last_question_(steady_clock::now()) {}

Status TurnSource::fill_queue() {
  using Targets = std::vector<Target>;
  const RunTargetFilter filter{coordinator_->shard, {TargetOutcome::kPending}};
  KEYHOUND_TRY(Targets targets,
               store_->ask<Targets>("reading what is left", [&](Store& store) -> Result<Targets> {
                 Targets pending;
                 KEYHOUND_TRY_STATUS(list_run_targets(
                     store.database(), run_id_, filter, [&](const RunTarget& stored) {
                       const Target* const planned = find_stored(*plan_, stored.name);
                       pending.push_back(planned != nullptr ? *planned : target_from_store(stored));
                       return Status();
                     }));
                 return pending;
               }));
  queue_ = TargetQueue(std::move(targets));
  return {};
}

Result<Turn> TurnSource::next(bool is_idle) {
  while (auto target = queue_.next()) {
    KEYHOUND_TRY(Turn turn, claim(std::move(*target)));
    if (turn) return turn;
  }
  const bool must_know = is_idle && held_by_others_ == 0;
  if (must_know || steady_clock::now() - last_question_ >= kBetweenQuestions) {
    KEYHOUND_TRY(Turn turn, claim_any());
    if (turn) return turn;
    KEYHOUND_TRY_STATUS(count_others());
    last_question_ = steady_clock::now();
  }
  return queue_.next_retry();
}

Result<Turn> TurnSource::claim(Target target) {
  KEYHOUND_TRY(Claim claim, store_->ask<Claim>("claiming a target", [&](Store& store) {
    return store.claim_target(run_id_, *coordinator_, target.name, (*now_)());
  }));
  if (!claim) return Turn();
  return Turn(TargetTurn{std::move(target), std::move(*claim)});
}

Result<Turn> TurnSource::claim_any() {
  KEYHOUND_TRY(Claim claim, store_->ask<Claim>("claiming a target", [&](Store& store) {
    return store.claim_target(run_id_, *coordinator_, (*now_)());
  }));
  if (!claim) return Turn();
  KEYHOUND_TRY(Target target, target_of(claim->name));
  return Turn(TargetTurn{std::move(target), std::move(*claim)});
}

Status TurnSource::count_others() {
  KEYHOUND_TRY(held_by_others_, store_->ask<std::int64_t>("asking for others", [&](Store& store) {
    return store.claimed_by_others(run_id_, *coordinator_, (*now_)());
  }));
  return {};
}

// Of the plan, or of the store for one that this plan lacks.
Result<Target> TurnSource::target_of(const std::string& name) {
  if (const Target* const planned = find_stored(*plan_, name)) return *planned;
  return store_->ask<Target>("reading a target", [&](Store& store) -> Result<Target> {
    KEYHOUND_TRY(const RunTarget stored, find_run_target(store.database(), run_id_, name));
    return target_from_store(stored);
  });
}

}  // namespace keyhound
