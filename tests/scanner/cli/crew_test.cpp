// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/crew.h"

#include <doctest/doctest.h>

#include <atomic>
#include <vector>

namespace keyhound {

TEST_CASE("Every part is done once, whatever the number of workers, also within a part") {
  for (const unsigned threads : {1U, 2U, 5U}) {
    const WorkCrew crew = crew_of(threads);
    CHECK(crew.workers() == threads);
    std::vector<std::atomic<int>> done(64);
    crew.run(8, [&](std::size_t outer) {
      crew.run(8, [&](std::size_t inner) { ++done[outer * 8 + inner]; });
    });
    for (const std::atomic<int>& one : done) CHECK(one == 1);
  }
}

}  // namespace keyhound
