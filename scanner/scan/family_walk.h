// SPDX-License-Identifier: Apache-2.0
// Walks the delta families of a repository's objects on all threads. A large family is split where
// it branches, so that none keeps the other threads idle.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "scanner/git/pack/delta_walk.h"

namespace keyhound {

class FamilyWalk {
 public:
  // REQUIRES: both outlive the walk.
  FamilyWalk(const DeltaForest& forest, WalkBudget& budget, std::size_t slots);

  // Shows every object below the roots of `type` to the visitor of the thread that decodes it,
  // which `visitor_of` names, always the same for a slot; nullptr: the slot's share is left out.
  // Families whose root is in `left_out`, by node, are not walked. Blocks until all are done.
  void run(ObjectType type, const std::function<ObjectVisitor*(std::size_t slot)>& visitor_of,
           const std::vector<bool>* left_out = nullptr);

  // A task for the next run(), done by one of the threads while the others walk.
  void do_beside(std::function<void()> task) { beside_ = std::move(task); }

  // From now on run() adds up what inflating and applying deltas takes, over all threads.
  void measure(bool on) { is_measuring_ = on; }
  [[nodiscard]] const DeltaWalker::Timings& timings() const { return timings_; }

 private:
  const DeltaForest& forest_;
  WalkBudget& budget_;
  std::size_t slots_;
  bool is_measuring_ = false;
  std::function<void()> beside_;
  DeltaWalker::Timings timings_;
};

}  // namespace keyhound
