// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: the end of a probe's time.
#pragma once

#include <algorithm>
#include <chrono>

namespace keyhound {

class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds time)
      : end_(std::chrono::steady_clock::now() + time) {}

  // Milliseconds, as poll() takes them; 0: it is over. poll() alone does not see that where a peer
  // always has something to say.
  [[nodiscard]] int left() const {
    const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(
        end_ - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<long long>(rest.count(), 0, 1 << 30));
  }

 private:
  std::chrono::steady_clock::time_point end_;
};

}  // namespace keyhound
