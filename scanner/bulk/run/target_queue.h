// SPDX-License-Identifier: Apache-2.0
// TargetQueue: in which order a coordinator takes its targets: the largest first, so that the last
// minutes do not belong to one process; those that failed for a passing reason again at the end.
// Used by one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "scanner/bulk/target.h"
#include "scanner/store/run_targets.h"
#include "scanner/store/store_records.h"

namespace keyhound {

// A target's turn: what is scanned, under which claim, and which try it is.
struct TargetTurn {
  Target target;
  ClaimedTarget claim;
  int tries = 0;  // before this one, in this session
};

class TargetQueue {
 public:
  explicit TargetQueue(std::vector<Target> targets);

  std::optional<Target> next();
  void try_again(TargetTurn turn);
  // REQUIRES: next() has no more, so that everything else had its turn.
  std::optional<TargetTurn> next_retry();
  // Of those that next() still has.
  [[nodiscard]] std::uint64_t size_kib() const;

 private:
  std::vector<Target> targets_;  // the smallest first: taken from the end
  std::deque<TargetTurn> retries_;
};

// A target as the store knows it.
Target target_from_store(const RunTarget& stored);

}  // namespace keyhound
