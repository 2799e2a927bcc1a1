// SPDX-License-Identifier: Apache-2.0
// RunPace: how fast a coordinator gets on, and when it will be done: by the weight of targets,
// since a repository of 4 GiB is not one of a thousand. Pure; times come from the caller.
#pragma once

#include <cstdint>

#include "scanner/bulk/run/run_listener.h"

namespace keyhound {

class RunPace {
 public:
  // `done` of `total` targets had ended before this session, which has `pending_kib` to scan.
  RunPace(std::int64_t done, std::int64_t total, std::uint64_t pending_kib);

  void on_ended(std::uint64_t size_kib);
  // `seconds` of this session.
  [[nodiscard]] RunProgress progress(double seconds) const;

 private:
  std::int64_t done_before_;
  std::int64_t total_;
  std::int64_t ended_ = 0;
  double ended_weight_ = 0;
  double pending_weight_;
};

}  // namespace keyhound
