// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/gitlab/gitlab_identifier.h"

#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("GitLab identifiers begin with the rule, then come weaknesses") {
  const ScanResult result = judged_result();
  const Json secret = gitlab_identifiers(secret_finding({occurrence_at("a.env", 1)}), result);
  REQUIRE(secret.size() == 2);
  CHECK(secret[0]["value"] == "example-token");
  CHECK(secret[1]["type"] == "cwe");
  CHECK(secret[1]["value"] == "798");
  const Json policy = gitlab_identifiers(policy_finding(true), result);
  REQUIRE(policy.size() == 2);
  CHECK(policy[1]["name"] == "CWE-672");
}

TEST_CASE("GitLab's primary identifiers have checks only where pipelines were read") {
  static const std::vector<CheckInfo> kChecks = {
      {"secret-printed", "P08", "", "", "", Level::kError, false, "CWE-532 CICD-SEC-6", ""}};
  ScanResult result = clean_result();
  result.checks = &kChecks;
  CHECK(gitlab_primary_identifiers(result).size() == 2);
  result.references.emplace();
  CHECK(gitlab_primary_identifiers(result).size() == 3);
}
