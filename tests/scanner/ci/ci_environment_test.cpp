// SPDX-License-Identifier: Apache-2.0
#include "scanner/ci/ci_environment.h"

#include <cstdlib>

#include "tests/scanner/ci/made_environment.h"

namespace keyhound {

TEST_CASE("A variable that is set to nothing counts as one that is not set") {
  const auto environment = testing::made_environment({{"A", "x"}, {"B", ""}});
  CHECK(environment.get("A") == "x");
  CHECK(environment.has("A"));
  CHECK_FALSE(environment.has("B"));
  CHECK_FALSE(environment.has("C"));
  CHECK(environment.get("C").empty());
}

TEST_CASE("Platforms write true in several ways, and nothing else is true") {
  const auto environment =
      testing::made_environment({{"A", "true"}, {"B", "True"}, {"C", "1"}, {"D", "false"}});
  CHECK(environment.is_true("A"));
  CHECK(environment.is_true("B"));
  CHECK_FALSE(environment.is_true("C"));
  CHECK_FALSE(environment.is_true("D"));
}

TEST_CASE("The environment of the process is read when it is asked for") {
  const CiEnvironment environment = CiEnvironment::of_process();
  ::setenv("KEYHOUND_TEST_VARIABLE", "one", 1);
  CHECK(environment.get("KEYHOUND_TEST_VARIABLE") == "one");
  ::unsetenv("KEYHOUND_TEST_VARIABLE");
  CHECK_FALSE(environment.has("KEYHOUND_TEST_VARIABLE"));
}

}  // namespace keyhound
