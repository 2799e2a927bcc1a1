// SPDX-License-Identifier: Apache-2.0
// ProgressBar: shows on a terminal's stderr how far a scan is, from the first second on.
// Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "scanner/base/mutex.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

class ProgressBar final : public ProgressListener {
 public:
  // nullptr when stderr is no terminal or `wanted` is false.
  static std::unique_ptr<ProgressBar> create(bool wanted);
  ~ProgressBar() override;

  void on_progress(std::string_view phase, std::uint64_t done, std::uint64_t total) override;
  // Removes the bar, before something else is printed.
  void clear();

 private:
  ProgressBar();
  void draw(std::string_view phase, std::uint64_t done, std::uint64_t total);

  std::chrono::steady_clock::time_point begin_;
  std::atomic<std::int64_t> next_draw_ms_;  // since begin_
  Mutex mutex_;
  bool is_drawn_ GUARDED_BY(mutex_) = false;
};

}  // namespace keyhound
