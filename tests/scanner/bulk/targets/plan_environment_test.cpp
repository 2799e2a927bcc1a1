// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/plan_environment.h"

#include <doctest/doctest.h>

#include <cstdlib>

namespace keyhound {

TEST_CASE("The process's environment, clock and sleep are those of plans") {
  const PlanEnvironment environment = system_plan_environment();
  ::setenv("KEYHOUND_TEST_VARIABLE", "x", 1);
  CHECK(environment.variable("KEYHOUND_TEST_VARIABLE") == "x");
  ::unsetenv("KEYHOUND_TEST_VARIABLE");
  CHECK(environment.variable("KEYHOUND_TEST_VARIABLE").empty());
  CHECK(environment.clock().seconds > 1'700'000'000);
  environment.sleep(Duration{0});
  CHECK_FALSE(environment.tell);
}

}  // namespace keyhound
