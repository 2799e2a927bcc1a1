// SPDX-License-Identifier: Apache-2.0
#include "scanner/process/process_tree.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace keyhound {
namespace {

TEST_CASE("The tree of a process has it first, and its descendants") {
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  const std::vector<pid_t> tree = process_tree(::getpid());
  CHECK(tree.front() == ::getpid());
  CHECK(std::count(tree.begin(), tree.end(), child) == 1);
  kill_process_tree(child);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WTERMSIG(status) == SIGKILL);
}

TEST_CASE("Memory that is written counts as a process's own") {
  const std::uint64_t before = own_memory_of_tree(::getpid());
  std::vector<char> bytes(64U << 20U, 'x');
  const std::uint64_t after = own_memory_of_tree(::getpid());
  CHECK(bytes[5] == 'x');
  CHECK(after > before + (60U << 20U));
  CHECK(own_memory_of_tree(0x3fffffff) == 0);
}

}  // namespace
}  // namespace keyhound
