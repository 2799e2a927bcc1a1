// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstring>

#include "scanner/process/child_process.h"

namespace keyhound {

std::string describe_end(const ProcessEnd& end) {
  if (end.is_timed_out) return fmt::format("did not end within {:.0f} s", end.seconds);
  if (end.signal == 0) return fmt::format("ended with exit code {}", end.exit_code);
  const char* const name = ::sigabbrev_np(end.signal);
  return fmt::format("ended by signal {} (SIG{})", end.signal, name == nullptr ? "?" : name);
}

}  // namespace keyhound
