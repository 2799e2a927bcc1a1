// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/run_pace.h"

#include <algorithm>

namespace keyhound {
namespace {

constexpr double kWeightOfStart = 256;  // KiB; as in shards.cpp

}  // namespace

RunPace::RunPace(std::int64_t done, std::int64_t total, std::uint64_t pending_kib)
    : done_before_(done),
      total_(total),
      pending_weight_(static_cast<double>(pending_kib) +
                      kWeightOfStart *
                          static_cast<double>(std::max<std::int64_t>(total - done, 0))) {}

void RunPace::on_ended(std::uint64_t size_kib) {
  ++ended_;
  const double weight = static_cast<double>(size_kib) + kWeightOfStart;
  ended_weight_ += weight;
  pending_weight_ = std::max(0.0, pending_weight_ - weight);
}

RunProgress RunPace::progress(double seconds) const {
  RunProgress progress;
  progress.done = done_before_ + ended_;
  progress.total = total_;
  if (ended_ == 0 || seconds <= 0) return progress;
  progress.per_minute = static_cast<double>(ended_) * 60 / seconds;
  progress.seconds_remaining = seconds * pending_weight_ / ended_weight_;
  return progress;
}

}  // namespace keyhound
