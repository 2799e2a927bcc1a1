// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/target_queue.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace keyhound {

TargetQueue::TargetQueue(std::vector<Target> targets) : targets_(std::move(targets)) {
  std::sort(targets_.begin(), targets_.end(), [](const Target& a, const Target& b) {
    return a.size_kib != b.size_kib ? a.size_kib < b.size_kib : a.name > b.name;
  });
}

std::optional<Target> TargetQueue::next() {
  if (targets_.empty()) return std::nullopt;
  Target target = std::move(targets_.back());
  targets_.pop_back();
  return target;
}

void TargetQueue::try_again(TargetTurn turn) {
  ++turn.tries;
  retries_.push_back(std::move(turn));
}

std::optional<TargetTurn> TargetQueue::next_retry() {
  if (retries_.empty()) return std::nullopt;
  TargetTurn turn = std::move(retries_.front());
  retries_.pop_front();
  return turn;
}

std::uint64_t TargetQueue::size_kib() const {
  return std::accumulate(
      targets_.begin(), targets_.end(), std::uint64_t{0},
      [](std::uint64_t sum, const Target& target) { return sum + target.size_kib; });
}

Target target_from_store(const RunTarget& stored) {
  Target target;
  target.name = stored.name;
  target.location = stored.location;
  target.kind = stored.location.starts_with('/') ? TargetKind::kPath : TargetKind::kUrl;
  target.provider = stored.provider;
  target.organisation = stored.organisation;
  target.size_kib = stored.size_kib;
  return target;
}

}  // namespace keyhound
