// SPDX-License-Identifier: Apache-2.0
// TurnSource: what a coordinator does next. It claims in the store, so that no two coordinators
// have a target at once. Used by one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "scanner/base/result.h"
#include "scanner/bulk/run/store_link.h"
#include "scanner/bulk/run/target_queue.h"
#include "scanner/bulk/target.h"

namespace keyhound {

class TurnSource {
 public:
  // Reads what is pending in the coordinator's shard. All are borrowed.
  static Result<TurnSource> create(std::int64_t run_id, const Coordinator& coordinator,
                                   const Plan& plan, StoreLink& store,
                                   const std::function<Timestamp()>& now);

  // In this order: what was pending at the beginning, the largest first; what other plans added, or
  // coordinators that are gone left behind; second tries. `is_idle`: nothing else is at work. None:
  // nothing can be begun now.
  Result<std::optional<TargetTurn>> next(bool is_idle);
  void try_again(TargetTurn turn) { queue_.try_again(std::move(turn)); }

  // Pending targets that other living coordinators hold, as of the last question. They come back
  // from next() where such a coordinator goes.
  [[nodiscard]] std::int64_t held_by_others() const { return held_by_others_; }
  [[nodiscard]] std::uint64_t size_kib() const { return queue_.size_kib(); }

 private:
  TurnSource(std::int64_t run_id, const Coordinator& coordinator, const Plan& plan,
             StoreLink& store, const std::function<Timestamp()>& now);
  Status fill_queue();
  Result<std::optional<TargetTurn>> claim(Target target);
  Result<std::optional<TargetTurn>> claim_any();
  Status count_others();
  Result<Target> target_of(const std::string& name);

  std::int64_t run_id_;
  const Coordinator* coordinator_;
  const Plan* plan_;
  StoreLink* store_;
  const std::function<Timestamp()>* now_;
  TargetQueue queue_{{}};
  std::int64_t held_by_others_ = 0;
  std::chrono::steady_clock::time_point last_question_;
};

}  // namespace keyhound
