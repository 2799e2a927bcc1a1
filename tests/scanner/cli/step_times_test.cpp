// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/step_times.h"

#include <doctest/doctest.h>

#include <thread>

namespace keyhound {

TEST_CASE("A thread that waits takes time on the wall and none of the processor") {
  const StepWatch watch(CLOCK_THREAD_CPUTIME_ID);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(watch.wall() >= 0.05);
  CHECK(watch.processor() < 0.04);
}

}  // namespace keyhound
