// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/parallel.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>

namespace keyhound {

TEST_CASE("run_parallel covers every index exactly once, for any number of slots and grain") {
  for (std::size_t slots = 0; slots <= 8; ++slots) {
    for (const std::size_t grain : {0U, 1U, 3U, 64U, 5000U}) {
      for (const std::size_t count : {0U, 1U, 2U, 7U, 128U, 1001U}) {
        CAPTURE(slots);
        CAPTURE(grain);
        CAPTURE(count);
        std::vector<std::atomic<int>> visits(count);
        std::vector<std::atomic<int>> running(std::max<std::size_t>(1, slots));
        std::atomic<bool> is_fine = true;
        run_parallel(count, grain, slots,
                     [&](std::size_t slot, std::size_t begin, std::size_t end) {
                       if (slot >= running.size() || begin >= end || end > count) {
                         is_fine = false;
                         return;
                       }
                       if (running[slot]++ != 0) is_fine = false;
                       for (std::size_t i = begin; i < end; ++i) ++visits[i];
                       --running[slot];
                     });
        CHECK(is_fine);
        CHECK(std::all_of(visits.begin(), visits.end(), [](const auto& v) { return v == 1; }));
      }
    }
  }
}

TEST_CASE("run_parallel with one slot stays in the calling thread") {
  const auto here = std::this_thread::get_id();
  run_parallel(1000, 1, 1, [here](std::size_t slot, std::size_t begin, std::size_t end) {
    CHECK(slot == 0);
    CHECK(begin == 0);
    CHECK(end == 1000);
    CHECK(std::this_thread::get_id() == here);
  });
}

TEST_CASE("thread_count is what was asked for, or at least one") {
  CHECK(thread_count(5) == 5);
  CHECK(thread_count(0) >= 1);
}

TEST_CASE("WorkerSlots makes one worker a slot, when it is first needed") {
  int made = 0;
  WorkerSlots<int> workers(
      3, [&made]() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(++made); });
  CHECK(workers.all().empty());
  CHECK(*workers.get(2) == 1);
  CHECK(workers.get(2) == workers.get(2));
  CHECK(*workers.get(0) == 2);
  CHECK(workers.all().size() == 2);
  CHECK(workers.status());
}

TEST_CASE("WorkerSlots keeps the first error of a worker that cannot be made") {
  int asked = 0;
  WorkerSlots<int> workers(2, [&asked]() -> Result<std::unique_ptr<int>> {
    return fail(ErrorKind::kUnreadable, "attempt " + std::to_string(++asked));
  });
  CHECK(workers.get(0) == nullptr);
  CHECK(workers.get(1) == nullptr);
  CHECK(workers.all().empty());
  CHECK(workers.status().error().message == "attempt 1");
}

}  // namespace keyhound
