// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/step_times.h"

#include <fmt/format.h>

#include <cstdio>

namespace keyhound {
namespace {

double now(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

StepWatch::StepWatch(clockid_t processor)
    : clock_(processor), start_(now(CLOCK_MONOTONIC)), processor_(now(processor)) {}

double StepWatch::wall() const { return now(CLOCK_MONOTONIC) - start_; }

double StepWatch::processor() const { return now(clock_) - processor_; }

void StepTimes::end_step(std::string_view name) {
  add(name, watch_.wall(), watch_.processor());
  watch_ = StepWatch(CLOCK_PROCESS_CPUTIME_ID);
}

void StepTimes::add(std::string_view name, double wall, double processor) {
  text_ += fmt::format("{:<24} {:8.3f} s {:8.3f} s of processor\n", name, wall, processor);
}

void StepTimes::print() const { fmt::print(stderr, "{}", text_); }

}  // namespace keyhound
