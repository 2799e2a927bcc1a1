// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/parallel.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <thread>

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

TEST_CASE("run_tasks runs every task once, and tasks that tasks add, no slot twice at once") {
  for (const std::size_t slots : {1U, 2U, 3U, 8U}) {
    CAPTURE(slots);
    constexpr std::size_t kTasks = 3 * 40 * 5;
    std::vector<std::atomic<int>> runs(kTasks);
    std::vector<std::atomic<int>> running(slots);
    std::atomic<bool> is_fine = true;
    const auto run_once = [&](std::size_t slot, std::size_t task) {
      if (slot >= slots) {
        is_fine = false;
        return;
      }
      if (running[slot]++ != 0) is_fine = false;
      ++runs[task];
      --running[slot];
    };
    run_tasks(slots, [&](TaskQueue& queue) {
      for (std::size_t round = 0; round < 3; ++round) {
        for (std::size_t i = 0; i < 40; ++i) {
          queue.add([&, first = (round * 40 + i) * 5](std::size_t slot) {
            run_once(slot, first);
            queue.add([&, first](std::size_t inner) {
              run_once(inner, first + 1);
              queue.add([&, first](std::size_t last) { run_once(last, first + 2); });
            });
            for (std::size_t k = 3; k < 5; ++k)
              queue.add([&, task = first + k](std::size_t inner) { run_once(inner, task); });
          });
        }
        queue.wait();
        const auto done = static_cast<std::ptrdiff_t>((round + 1) * 40 * 5);
        CHECK(std::count(runs.begin(), runs.end(), 1) == done);
      }
    });
    CHECK(is_fine);
  }
}

TEST_CASE("run_tasks with one slot stays in the calling thread, the newest task first") {
  const auto here = std::this_thread::get_id();
  std::string order;
  bool is_here = true;
  const auto note = [&](char name) {
    return [&, name](std::size_t slot) {
      order += name;
      if (slot != 0 || std::this_thread::get_id() != here) is_here = false;
    };
  };
  run_tasks(1, [&](TaskQueue& queue) {
    queue.add(note('a'));
    queue.add([&](std::size_t slot) {
      note('b')(slot);
      queue.add(note('c'));
      queue.add(note('d'));
    });
    queue.wait();
  });
  CHECK(order == "bdca");
  CHECK(is_here);
}

TEST_CASE("A task is destroyed when it has run, with what it holds") {
  for (const std::size_t slots : {1U, 2U}) {
    const auto held = std::make_shared<int>(1);
    run_tasks(slots, [&](TaskQueue& queue) {
      for (int i = 0; i < 10; ++i) queue.add([held](std::size_t) {});
      queue.wait();
      CHECK(held.use_count() == 1);
    });
  }
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
