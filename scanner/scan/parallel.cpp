// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/parallel.h"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <utility>

#include "scanner/base/lazy_library.h"

// Defined where the program loads libtbb late (cmake/LazyLibrary.cmake); its address is null else.
extern "C" [[gnu::weak]] const keyhound::LazyLibrary keyhound_lazy_tbb;

#if defined(KEYHOUND_THREAD_SANITIZER)
extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);
// What libtbb itself allocates and frees; not what it calls.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() { return "called_from_lib:libtbb.so\n"; }
#endif

namespace keyhound {
namespace {

// Debian's libtbb is not built for ThreadSanitizer, which therefore does not see how it orders the
// calls: this file is compiled without it (scanner/scan in cmake/Compiler.cmake) and tells it what
// TBB promises, and no more: the loop begins before its calls, calls with one slot follow each
// other, and all calls end before the loop does.
class LoopOrder {
 public:
  explicit LoopOrder(std::size_t slots) : slots_(slots) { release(&begin_); }

  void begin_call(std::size_t slot) {
    acquire(&begin_);
    acquire(&slots_[slot]);
  }
  void end_call(std::size_t slot) {
    release(&slots_[slot]);
    release(&end_);
  }
  void end_loop() { acquire(&end_); }

  // Between a task that is added and its run.
  static void hand_over(char& token) { release(&token); }
  static void take_over(char& token) { acquire(&token); }

 private:
#if defined(KEYHOUND_THREAD_SANITIZER)
  static void acquire(void* address) { __tsan_acquire(address); }
  static void release(void* address) { __tsan_release(address); }
#else
  static void acquire(void* /*address*/) {}
  static void release(void* /*address*/) {}
#endif
  std::vector<char> slots_;
  char begin_ = 0;
  char end_ = 0;
};

// Where it cannot be loaded, everything runs in the calling thread, as with one slot.
bool has_threads() { return load_lazily(&keyhound_lazy_tbb).has_value(); }

// In the calling thread, newest first.
class SerialQueue final : public TaskQueue {
 public:
  void add(Task task) override { tasks_.push_back(std::move(task)); }
  void wait() override {
    while (!tasks_.empty()) {
      const Task task = std::move(tasks_.back());
      tasks_.pop_back();
      task(0);
    }
  }

 private:
  std::vector<Task> tasks_;
};

class ParallelQueue final : public TaskQueue {
 public:
  explicit ParallelQueue(std::size_t slots) : order_(slots) {}
  ~ParallelQueue() noexcept override = default;

  void add(Task task) override {
    auto held = std::make_shared<Held>(Held{std::move(task)});
    LoopOrder::hand_over(held->token);
    group_.run([this, held] {
      const auto slot = static_cast<std::size_t>(tbb::this_task_arena::current_thread_index());
      LoopOrder::take_over(held->token);
      order_.begin_call(slot);
      held->task(slot);
      held->task = nullptr;
      order_.end_call(slot);
    });
  }
  void wait() override {
    group_.wait();
    order_.end_loop();
  }

 private:
  struct Held {
    Task task;
    char token = 0;
  };
  LoopOrder order_;
  tbb::task_group group_;
};

}  // namespace

void run_tasks(std::size_t slots, const std::function<void(TaskQueue&)>& fill) {
  if (slots <= 1 || !has_threads()) {
    SerialQueue queue;
    fill(queue);
    return queue.wait();
  }
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, slots);
  tbb::task_arena arena(static_cast<int>(slots));
  arena.execute([&] {
    ParallelQueue queue(slots);
    fill(queue);
    queue.wait();
  });
}

void run_parallel(std::size_t count, std::size_t grain, std::size_t slots,
                  const std::function<void(std::size_t, std::size_t, std::size_t)>& body) {
  if (count == 0) return;
  if (slots <= 1 || count < 2 * grain || !has_threads()) {
    body(0, 0, count);
    return;
  }
  // Else TBB starts no more threads than there are cores, and warns on stderr.
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, slots);
  tbb::task_arena arena(static_cast<int>(slots));
  LoopOrder order(slots);
  using Range = tbb::blocked_range<std::size_t>;
  arena.execute([&] {
    tbb::parallel_for(
        Range(0, count, std::max<std::size_t>(1, grain)), [&body, &order](const Range& range) {
          const auto slot = static_cast<std::size_t>(tbb::this_task_arena::current_thread_index());
          order.begin_call(slot);
          body(slot, range.begin(), range.end());
          order.end_call(slot);
        });
  });
  order.end_loop();
}

WorkCrew crew_of_slots(std::size_t slots) {
  if (slots <= 1) return {};
  return {slots, [slots](std::size_t parts, const WorkCrew::Part& part) {
            run_parallel(parts, 1, slots, [&part](std::size_t, std::size_t begin, std::size_t end) {
              for (std::size_t i = begin; i < end; ++i) part(i);
            });
          }};
}

}  // namespace keyhound
