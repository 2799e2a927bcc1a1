// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/secret_process.h"

#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace keyhound {

// In a process of its own, since it holds for the whole of one.
TEST_CASE("A process that is kept private writes no core dump, and nobody looks into it") {
  const pid_t child = fork();
  if (child == 0) {
    rlimit limit{};
    const bool is_kept = keep_process_private().has_value();
    const bool is_limited = getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_max == 0;
    _exit(is_kept && is_limited && prctl(PR_GET_DUMPABLE) == 0 ? 0 : 1);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}

}  // namespace keyhound
