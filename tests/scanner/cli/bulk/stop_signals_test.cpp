// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/stop_signals.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace keyhound {
namespace {

using std::chrono::milliseconds;

TEST_CASE("A signal is counted, and ends a wait") {
  const StopSignals signals;
  CHECK(StopSignals::count() == 0);
  CHECK(StopSignals::pause(milliseconds(1)));
  std::raise(SIGTERM);
  CHECK(StopSignals::count() == 1);
  CHECK(StopSignals::last() == SIGTERM);
  CHECK(!StopSignals::pause(std::chrono::hours(1)));
}

TEST_CASE("A second signal ends the process at once") {
  const pid_t child = ::fork();
  if (child == 0) {
    const StopSignals signals;
    std::raise(SIGTERM);
    std::raise(SIGINT);
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGINT);
}

TEST_CASE("A signal that the caller ignores stays ignored") {
  std::signal(SIGHUP, SIG_IGN);
  {
    const StopSignals signals;
    std::raise(SIGHUP);
    CHECK(StopSignals::count() == 0);
  }
  std::signal(SIGHUP, SIG_DFL);
}

}  // namespace
}  // namespace keyhound
