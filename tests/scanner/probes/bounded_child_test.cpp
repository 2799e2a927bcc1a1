// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/bounded_child.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>

namespace keyhound {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

TEST_CASE("Work in a child tells its result, and changes nothing here") {
  const auto result = result_of_child(
      [] {
        ::setenv("KEYHOUND_TEST_CHILD", "1", 1);
        return std::string("a\0b", 3);
      },
      Deadline(milliseconds(5000)));
  CHECK(result == std::string("a\0b", 3));
  CHECK(std::getenv("KEYHOUND_TEST_CHILD") == nullptr);
  CHECK(result_of_child([] { return std::string(); }, Deadline(milliseconds(5000))) == "");
}

TEST_CASE("Work that computes without end is killed, and nothing is left of it") {
  const auto begin = steady_clock::now();
  const auto result = result_of_child(
      []() -> std::string {
        for (std::atomic<unsigned> count = 0;;) ++count;
      },
      Deadline(milliseconds(200)));
  CHECK_FALSE(result.has_value());
  CHECK(steady_clock::now() - begin < milliseconds(3000));
  CHECK(steady_clock::now() - begin >= milliseconds(200));
  CHECK(::waitpid(-1, nullptr, WNOHANG) <= 0);
}

TEST_CASE("A child that dies, or tells too much, has no result") {
  const Deadline deadline(milliseconds(5000));
  CHECK_FALSE(result_of_child([]() -> std::string { ::_exit(3); }, deadline).has_value());
  CHECK_FALSE(result_of_child([] { return std::string(kLongestChildResult + 1, 'x'); }, deadline)
                  .has_value());
}

}  // namespace keyhound
