// SPDX-License-Identifier: Apache-2.0
#include "scanner/process/process_start.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace keyhound {
namespace {

ProcessSpec shell(const std::string& script) {
  ProcessSpec spec;
  spec.command = {"/bin/sh", "-c", script};
  return spec;
}

int exit_code_of(const StartedProcess& process) {
  int status = 0;
  REQUIRE(::waitpid(process.pid, &status, 0) == process.pid);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("A started process has a handle that is readable once it has ended") {
  const auto process = start_process(shell("exit 5"));
  REQUIRE(process);
  if (process->handle.is_open()) {
    pollfd polled{process->handle.number(), POLLIN, 0};
    CHECK(::poll(&polled, 1, 60'000) == 1);
  }
  CHECK(exit_code_of(*process) == 5);
}

TEST_CASE("A process starts also where this one has closed its own streams") {
  const pid_t child = ::fork();
  if (child == 0) {
    for (const int stream : {0, 1, 2}) ::close(stream);
    ProcessSpec spec = shell("test \"$(cat)\" = text && echo out && echo err >&2");
    spec.input = "text";
    const auto end = run_process(spec);
    ::_exit(end && end->exit_code == 0 && end->out == "out\n" && end->err == "err\n" ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("Starting a process takes no longer for a program that holds much") {
  const std::vector<char> much(std::size_t{300} << 20U, 'x');
  CHECK(much.back() == 'x');
  double best = 1;
  for (int round = 0; round < 20; ++round) {
    const auto start = std::chrono::steady_clock::now();
    const auto process = start_process(shell("exit 0"));
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    REQUIRE(process);
    best = std::min(best, taken.count());
    exit_code_of(*process);
  }
  MESSAGE("a start takes " << best * 1000 << " ms with 300 MB held");
  CHECK(best < 0.02);
}

TEST_CASE("Limits above those of the system, and an empty command, are no trouble") {
  ProcessSpec spec = shell("ulimit -d");
  spec.limits.memory_bytes = ~std::uint64_t{0};
  spec.limits.open_files = ~std::uint64_t{0};
  spec.limits.cpu_seconds = 1000;
  const auto process = start_process(spec);
  REQUIRE(process);
  CHECK(exit_code_of(*process) == 0);
  CHECK(start_process({}).error().kind == ErrorKind::kInternal);
}

}  // namespace
}  // namespace keyhound
