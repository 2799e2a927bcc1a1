// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <csignal>

#include "scanner/process/child_process.h"

namespace keyhound {
namespace {

TEST_CASE("An end says in words which limit it was") {
  ProcessEnd end;
  end.signal = SIGKILL;
  CHECK(describe_end(end) == "ended by signal 9 (SIGKILL)");
  CHECK(limit_that_ended(end).empty());
  end.is_over_memory = true;
  end.peak_own_bytes = 3U << 30U;
  CHECK(describe_end(end) == "used 3072 MiB of memory, more than its limit");
  CHECK(limit_that_ended(end) == "memory-limit");
  end = {};
  end.signal = SIGXFSZ;
  CHECK(limit_that_ended(end) == "file-limit");
  end.signal = SIGXCPU;
  CHECK(limit_that_ended(end) == "time-limit");
  end = {};
  end.exit_code = 0;
  CHECK(describe_end(end) == "ended with exit code 0");
}

}  // namespace
}  // namespace keyhound
