// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/end_process.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <string>

namespace keyhound {

TEST_CASE("A process that ends at once has written what it said, and answers its code") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    std::printf("said ");
    std::cout << "and told";
    end_process(3);
  }
  ::close(ends[1]);
  std::string told;
  char buffer[64];
  for (ssize_t count = 0; (count = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    told.append(buffer, static_cast<std::size_t>(count));
  ::close(ends[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 3);
  CHECK(told.find("said ") != std::string::npos);
  CHECK(told.find("and told") != std::string::npos);
}

}  // namespace keyhound
