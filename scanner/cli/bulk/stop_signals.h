// SPDX-License-Identifier: Apache-2.0
// StopSignals: SIGINT, SIGTERM and SIGHUP ask a run to stop while one of these lives; a second one
// ends the process at once, and its workers with it. One at a time, by the only thread.
#pragma once

#include <chrono>

namespace keyhound {

class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  // How often somebody asked.
  [[nodiscard]] static int count();
  // The last signal that did; 0: none.
  [[nodiscard]] static int last();
  // Waits, but not beyond a request; false: there is one.
  static bool pause(std::chrono::milliseconds time);
};

}  // namespace keyhound
