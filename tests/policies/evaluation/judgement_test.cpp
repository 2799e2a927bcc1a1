// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/judgement.h"

#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {

TEST_CASE("Findings of one credential hold the verdicts about it once, each its own about itself") {
  const std::string fingerprint = sample_finding("a").fingerprint.short_form();
  const Registry registry = registry_of("credentials:\n  - {id: k, identity: {fingerprints: [\"" +
                                        fingerprint + "\"]}}\n");
  const JudgeInput input = input_of(&registry, {1'800'000'000});
  Judgement judgement(input);
  judgement.judge_entries();
  Finding first = sample_finding("a", 1000);
  Finding second = sample_finding("a", 2000);
  const auto tie = judgement.tie(first);
  REQUIRE(tie);
  CHECK(tie->matched_by == kByFingerprint);
  CHECK(first.credential.id == "k");
  CHECK(judgement.tie(second));
  judgement.judge_finding(first, tie);
  judgement.judge_finding(second, tie);
  CHECK(first.policies.find("ROT1004") == second.policies.find("ROT1004"));
  CHECK(first.policies.find("ROT1002") != second.policies.find("ROT1002"));
}

TEST_CASE("Verdicts that say the same are held once") {
  std::vector<Finding> findings = {testing::sample_finding("s"), testing::sample_finding("t")};
  const Registry registry = testing::registry_of("credentials: []");
  judge(testing::input_of(&registry, {1'000'000}), findings);
  const PolicyVerdict* first = findings[0].policies.find("OWN1001");
  REQUIRE(first != nullptr);
  CHECK(first->outcome == Outcome::kFail);
  CHECK(first == findings[1].policies.find("OWN1001"));
}

TEST_CASE("What no entry claims is tied to nothing and judged by policies about findings only") {
  const Registry registry = registry_of("credentials: [{id: k}]\n");
  const JudgeInput input = input_of(&registry, {1'800'000'000});
  Judgement judgement(input);
  judgement.judge_entries();
  Finding finding = sample_finding("b", 1000);
  CHECK_FALSE(judgement.tie(finding));
  judgement.judge_finding(finding, std::nullopt);
  REQUIRE(finding.policies.find("OWN1001") != nullptr);
  CHECK(finding.policies.find("OWN1001")->outcome == Outcome::kFail);
  CHECK(finding.policies.find("ROT1004") == nullptr);
}

}  // namespace keyhound::testing
