// SPDX-License-Identifier: Apache-2.0
// Runs a loop on several threads, each with a worker of its own. The only use of oneTBB.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "scanner/base/mutex.h"
#include "scanner/base/result.h"
#include "scanner/base/work_crew.h"

namespace keyhound {

// Calls `body(slot, begin, end)` for consecutive ranges of about `grain` items or more that cover
// [0, count); `slot` < slots names the thread, and no two calls with the same slot run at once.
// Blocks until all are done. With one slot, or fewer items than twice `grain`, everything runs in
// the calling thread.
void run_parallel(
    std::size_t count, std::size_t grain, std::size_t slots,
    const std::function<void(std::size_t slot, std::size_t begin, std::size_t end)>& body);

// Tasks that may bring further tasks.
class TaskQueue {
 public:
  // `slot` as above. Destroyed when it has run.
  using Task = std::function<void(std::size_t slot)>;

  virtual ~TaskQueue() = default;
  virtual void add(Task task) = 0;  // from any thread
  // Runs what was added until nothing is left. REQUIRES: not called from a task.
  virtual void wait() = 0;
};

// Calls `fill`, which adds tasks to the queue and waits for them. They run on `slots` threads, the
// newest first; with one slot everything runs in the calling thread.
void run_tasks(std::size_t slots, const std::function<void(TaskQueue&)>& fill);

// The number of threads for a request: `asked`, or one a core.
inline std::size_t thread_count(unsigned asked) {
  return asked != 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

// Has the parts of its work done by run_parallel(), on `slots` threads.
WorkCrew crew_of_slots(std::size_t slots);

// Workers that are made in the thread that first needs them, one a slot.
template <class Worker>
class WorkerSlots {
 public:
  using Factory = std::function<Result<std::unique_ptr<Worker>>()>;

  WorkerSlots(std::size_t slots, Factory factory) : factory_(std::move(factory)), workers_(slots) {}

  // nullptr when the worker could not be made; first_error() tells why.
  Worker* get(std::size_t slot) {
    if (workers_[slot]) return workers_[slot].get();
    auto made = factory_();
    if (!made) {
      const MutexLock lock(mutex_);
      if (error_.message.empty()) error_ = made.error();
      return nullptr;
    }
    workers_[slot] = std::move(*made);
    return workers_[slot].get();
  }

  // The workers that were made. REQUIRES: no loop is running.
  [[nodiscard]] std::vector<Worker*> all() const {
    std::vector<Worker*> made;
    for (const auto& worker : workers_) {
      if (worker) made.push_back(worker.get());
    }
    return made;
  }

  // All slots with their workers, for who outlives the loop. Leaves none.
  [[nodiscard]] std::vector<std::unique_ptr<Worker>> take() { return std::move(workers_); }

  [[nodiscard]] Status status() {
    const MutexLock lock(mutex_);
    if (!error_.message.empty()) return fail(error_);
    return {};
  }

 private:
  Factory factory_;
  std::vector<std::unique_ptr<Worker>> workers_;
  Mutex mutex_;
  Error error_ GUARDED_BY(mutex_);
};

}  // namespace keyhound
