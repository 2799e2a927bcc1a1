// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: work of a C library that no deadline can stop, in a child process
// that one can: a server that asks for a hash of two thousand million rounds keeps libpq computing.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "scanner/probes/net/deadline.h"

namespace keyhound {

// Time beyond the deadline, so that work that stops itself can say how far it came.
inline constexpr std::chrono::milliseconds kChildGrace{250};
inline constexpr std::size_t kLongestChildResult = 512;

// Calls `work` in a copy of this process (fork), and returns what it returned, kLongestChildResult
// bytes at most. Nothing: the child was killed kChildGrace after the deadline, or died, or there is
// none. Secrets are in the copy's memory alone: no argument, no file, no core dump. The environment
// is the child's own.
// REQUIRES: other threads hold no lock that `work` needs (those of malloc are taken care of);
// libraries are loaded.
std::optional<std::string> result_of_child(const std::function<std::string()>& work,
                                           const Deadline& deadline);

}  // namespace keyhound
