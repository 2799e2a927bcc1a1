// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/policy_limits.h"

#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {

TEST_CASE("The time that a policy allows is its parameter's, as the environment sets it") {
  const auto changed = builtin_set().with_settings(
      "apiVersion: keyhound.dev/v1\nkind: PolicySettings\npolicies:\n"
      "  ROT1002: {params: {on_leak: PT12H}}\nenvironments:\n"
      "  dev: {ROT1002: {params: {on_leak: P7D}}, REV1002: {enabled: false}}\n",
      "s.yaml");
  if (!changed) FAIL(changed.error().message);
  CHECK(allowed_time(builtin_set(), "ROT1002", "on_leak", "") == Duration{86'400});
  CHECK(allowed_time(*changed, "ROT1002", "on_leak", "prod") == Duration{43'200});
  CHECK(allowed_time(*changed, "ROT1002", "on_leak", "dev") == Duration{7 * 86'400});
  CHECK_FALSE(allowed_time(*changed, "REV1002", "within", "dev"));
}

TEST_CASE("What is no duration of a policy has no time") {
  CHECK_FALSE(allowed_time(builtin_set(), "XXX1001", "within", ""));
  CHECK_FALSE(allowed_time(builtin_set(), "ROT1002", "nothing", ""));
  CHECK_FALSE(allowed_time(builtin_set(), "ROT1001", "memorised", ""));
}

TEST_CASE("A kind is listed where the policy's list names it") {
  CHECK(is_listed(builtin_set(), "ROT1001", "memorised", "", "password"));
  CHECK_FALSE(is_listed(builtin_set(), "ROT1001", "memorised", "", "aws-access-key"));
  CHECK_FALSE(is_listed(builtin_set(), "ROT1001", "grace", "", "password"));
}

}  // namespace keyhound::testing
