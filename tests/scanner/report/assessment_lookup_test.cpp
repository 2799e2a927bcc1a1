// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/assessment_lookup.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Exceptions and policies are found by their id") {
  ScanResult result = judged_result();
  CHECK(find_exception(*result.assessment, "EXC-2026-014")->approver == "user:ciso");
  CHECK(find_exception(*result.assessment, "EXC-2026") == nullptr);
  CHECK(find_policy_info(result, "ROT1002")->score == 9.5);
  CHECK(find_policy_info(result, "ROT") == nullptr);
  result.policies = nullptr;
  CHECK(find_policy_info(result, "ROT1002") == nullptr);
}
