// SPDX-License-Identifier: Apache-2.0
// What a run brings beside findings is judged too, or it is told why not.
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

const PolicyCounts& counts_of(const Assessment& assessment, const std::string& policy) {
  for (const PolicyCounts& counts : assessment.counts)
    if (counts.policy_id == policy) return counts;
  FAIL(policy);
  return assessment.counts.front();
}

}  // namespace

TEST_CASE("References, suppressions and evidence that were not given are told of") {
  std::vector<Finding> none;
  const Assessment assessment = judge(input_of(nullptr, {1'800'000'000}), none);
  CHECK(counts_of(assessment, "REF1001").note ==
        "no references of pipeline definitions were given");
  CHECK(counts_of(assessment, "EXC1004").note == "no suppressions were given");
  CHECK(counts_of(assessment, "EVD1001").note == "no evidence ledger was given");
}

TEST_CASE("Each suppression is judged where it stands") {
  const Registry registry = registry_of("credentials: []");
  std::vector<Suppression> suppressions(2);
  suppressions[0].kind = suppressions[1].kind = "inline";
  suppressions[0].location.path = "a";
  suppressions[1].location.path = "b";
  JudgeInput input = input_of(&registry, {1'800'000'000});
  input.suppressions = &suppressions;
  std::vector<Finding> findings;
  const Assessment assessment = judge(input, findings);
  CHECK(counts_of(assessment, "EXC1004").of(Outcome::kFail) == 2);
  REQUIRE(findings.size() == 2);
  CHECK(findings[1].first().location.path == "b");
}

}  // namespace keyhound::testing
