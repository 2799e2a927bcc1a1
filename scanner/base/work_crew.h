// SPDX-License-Identifier: Apache-2.0
// WorkCrew: how code that starts no threads itself has parts of its work done at once: whoever may
// start threads hands one in. Immutable, thread-safe, cheap to copy.
#pragma once

#include <cstddef>
#include <functional>
#include <utility>

namespace keyhound {

class WorkCrew {
 public:
  using Part = std::function<void(std::size_t part)>;
  // Calls `part` with each number below `parts` once, from any threads, and waits for all.
  using Run = std::function<void(std::size_t parts, const Part& part)>;

  // One worker: the calling thread.
  WorkCrew() = default;
  WorkCrew(std::size_t workers, Run run) : workers_(workers), run_(std::move(run)) {}

  [[nodiscard]] std::size_t workers() const { return workers_; }

  // The same; one worker takes them in order. What `part` writes must be its own.
  void run(std::size_t parts, const Part& part) const {
    if (workers_ > 1 && parts > 1) return run_(parts, part);
    for (std::size_t i = 0; i < parts; ++i) part(i);
  }

  // Calls `part(number, begin, end)` for `parts` ranges of about equal length that cover [0,
  // count).
  template <class Range>
  void run_ranges(std::size_t count, std::size_t parts, const Range& range) const {
    run(parts,
        [&](std::size_t part) { range(part, count * part / parts, count * (part + 1) / parts); });
  }

  // In how many ranges `count` items are best cut: one a worker, of at least `least` items.
  [[nodiscard]] std::size_t parts_of(std::size_t count, std::size_t least) const {
    const std::size_t most = count / (least == 0 ? 1 : least);
    const std::size_t parts = most < workers_ ? most : workers_;
    return parts == 0 ? 1 : parts;
  }

 private:
  std::size_t workers_ = 1;
  Run run_;
};

}  // namespace keyhound
