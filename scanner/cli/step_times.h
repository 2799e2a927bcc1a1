// SPDX-License-Identifier: Apache-2.0
// Where the time of a command went, for --timings. Used by one thread.
#pragma once

#include <ctime>
#include <string>
#include <string_view>

namespace keyhound {

// What passed since it was made: by the clock on the wall, and of the processor, which other
// programs do not take part of.
class StepWatch {
 public:
  // `processor`: CLOCK_PROCESS_CPUTIME_ID, or CLOCK_THREAD_CPUTIME_ID of the calling thread.
  explicit StepWatch(clockid_t processor);

  // Seconds.
  [[nodiscard]] double wall() const;
  [[nodiscard]] double processor() const;

 private:
  clockid_t clock_;
  double start_;
  double processor_;
};

class StepTimes {
 public:
  // A step that lasted since the one before it ended.
  void end_step(std::string_view name);
  // One that others ran beside.
  void add(std::string_view name, double wall, double processor);
  // To standard error.
  void print() const;

 private:
  StepWatch watch_{CLOCK_PROCESS_CPUTIME_ID};
  std::string text_;
};

}  // namespace keyhound
