// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/parallel.h"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace keyhound {

void run_parallel(std::size_t count, std::size_t grain, std::size_t slots,
                  const std::function<void(std::size_t, std::size_t, std::size_t)>& body) {
  if (count == 0) return;
  if (slots <= 1 || count < 2 * grain) {
    body(0, 0, count);
    return;
  }
  // Else TBB starts no more threads than there are cores, and warns on stderr.
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, slots);
  tbb::task_arena arena(static_cast<int>(slots));
  arena.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, std::max<std::size_t>(1, grain)),
                      [&body](const tbb::blocked_range<std::size_t>& range) {
                        body(static_cast<std::size_t>(tbb::this_task_arena::current_thread_index()),
                             range.begin(), range.end());
                      });
  });
}

}  // namespace keyhound
