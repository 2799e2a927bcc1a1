// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/hidden_environment.h"

#include <doctest/doctest.h>

#include <cstdlib>

namespace keyhound {

TEST_CASE("The environment is hidden for a while, and put back as it was") {
  ::setenv("KEYHOUND_TEST_A", "one=1", 1);
  ::setenv("KEYHOUND_TEST_B", "", 1);
  ::setenv("KEYHOUND_OTHER", "3", 1);
  {
    const HiddenEnvironment hidden({"KEYHOUND_TEST_", "NOBODY"});
    CHECK(std::getenv("KEYHOUND_TEST_A") == nullptr);
    CHECK(std::getenv("KEYHOUND_TEST_B") == nullptr);
    CHECK(std::string(std::getenv("KEYHOUND_OTHER")) == "3");
  }
  CHECK(std::string(std::getenv("KEYHOUND_TEST_A")) == "one=1");
  CHECK(std::string(std::getenv("KEYHOUND_TEST_B")).empty());
  for (const char* name : {"KEYHOUND_TEST_A", "KEYHOUND_TEST_B", "KEYHOUND_OTHER"})
    ::unsetenv(name);
}

}  // namespace keyhound
