// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <csignal>
#include <cstring>

#include "scanner/process/child_process.h"

namespace keyhound {

namespace {

constexpr std::uint64_t kMebibyte = 1U << 20U;

}  // namespace

std::string describe_end(const ProcessEnd& end) {
  if (end.is_timed_out) return fmt::format("did not end within {:.0f} s", end.seconds);
  if (end.is_over_memory) {
    return fmt::format("used {} MiB of memory, more than its limit",
                       end.peak_own_bytes / kMebibyte);
  }
  if (end.signal == 0) return fmt::format("ended with exit code {}", end.exit_code);
  const char* const name = ::sigabbrev_np(end.signal);
  return fmt::format("ended by signal {} (SIG{})", end.signal, name == nullptr ? "?" : name);
}

std::string_view limit_that_ended(const ProcessEnd& end) {
  if (end.is_timed_out || end.signal == SIGXCPU) return "time-limit";
  if (end.is_over_memory) return "memory-limit";
  if (end.signal == SIGXFSZ) return "file-limit";
  return {};
}

}  // namespace keyhound
