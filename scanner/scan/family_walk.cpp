// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/family_walk.h"

#include <algorithm>
#include <utility>

#include "scanner/scan/parallel.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLeastBatch = std::uint64_t{1} << 18;  // weight of what is one task
constexpr std::uint64_t kMostBatch = std::uint64_t{1} << 24;
constexpr std::uint64_t kBatchesPerSlot = 64;

// Roots [begin, end) of the list.
struct Batch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

}  // namespace

FamilyWalk::FamilyWalk(const DeltaForest& forest, WalkBudget& budget, std::size_t slots)
    : forest_(forest), budget_(budget), slots_(std::max<std::size_t>(1, slots)) {}

void FamilyWalk::run(ObjectType type,
                     const std::function<ObjectVisitor*(std::size_t slot)>& visitor_of,
                     const std::vector<bool>* left_out) {
  std::vector<NodeNumber> roots = forest_.roots(type);
  if (left_out != nullptr)
    std::erase_if(roots, [left_out](NodeNumber root) { return (*left_out)[root]; });
  std::uint64_t total = 0;
  for (const NodeNumber root : roots) total += forest_.weight(root);
  const std::uint64_t share =
      std::clamp(total / (slots_ * kBatchesPerSlot), kLeastBatch, kMostBatch);

  std::vector<Batch> batches;
  std::uint64_t weight = 0;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    if (batches.empty() || weight >= share) {
      batches.push_back({i, i});
      weight = 0;
    }
    batches.back().end = i + 1;
    weight += forest_.weight(roots[i]);
  }

  std::vector<std::unique_ptr<DeltaWalker>> walkers(slots_);
  const auto walker_of = [&](std::size_t slot) -> DeltaWalker* {
    if (!walkers[slot]) {
      ObjectVisitor* visitor = visitor_of(slot);
      if (visitor == nullptr) return nullptr;
      walkers[slot] = std::make_unique<DeltaWalker>(forest_, budget_, *visitor);
      walkers[slot]->measure(is_measuring_);
    }
    return walkers[slot].get();
  };
  run_tasks(slots_, [&](TaskQueue& queue) {
    TaskSpawner spawn;
    if (slots_ > 1) {
      spawn = [&queue, &walker_of, &spawn, share](WalkTask task) {
        queue.add([&walker_of, &spawn, share, task = std::move(task)](std::size_t slot) mutable {
          if (DeltaWalker* walker = walker_of(slot)) walker->walk(std::move(task), share, spawn);
        });
        return true;
      };
    }
    // The newest task runs first.
    for (auto batch = batches.rbegin(); batch != batches.rend(); ++batch) {
      queue.add([&, range = *batch](std::size_t slot) {
        DeltaWalker* walker = walker_of(slot);
        for (std::size_t i = range.begin; walker != nullptr && i < range.end; ++i)
          walker->walk({roots[i], nullptr}, share, spawn);
      });
    }
    if (beside_) {
      queue.add([task = std::exchange(beside_, nullptr)](std::size_t /*slot*/) { task(); });
    }
    queue.wait();
  });
  for (const auto& walker : walkers) {
    if (!walker) continue;
    timings_.inflate += walker->timings().inflate;
    timings_.delta += walker->timings().delta;
  }
}

}  // namespace keyhound
