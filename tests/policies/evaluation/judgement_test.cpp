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
  const CredentialTies ties = judgement.tie({&first, &second});
  REQUIRE(ties[0]);
  CHECK(ties[0]->matched_by == kByFingerprint);
  CHECK(first.credential.id == "k");
  CHECK(ties[1]);
  judgement.judge_findings({&first, &second}, ties);
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
  const CredentialTies ties = judgement.tie({&finding});
  CHECK_FALSE(ties[0]);
  judgement.judge_findings({&finding}, ties);
  REQUIRE(finding.policies.find("OWN1001") != nullptr);
  CHECK(finding.policies.find("OWN1001")->outcome == Outcome::kFail);
  CHECK(finding.policies.find("ROT1004") == nullptr);
}

// Everything that was said, and about what.
std::string said(const Assessment& assessment, const std::vector<Finding>& findings) {
  std::string all;
  for (const AssessedVerdict& one : assessment.verdicts) {
    const PolicyVerdict& verdict = *one.verdict;
    all += assessment.subjects[one.subject].id + " " + verdict.policy_id + " " +
           std::string(to_string(verdict.outcome)) + " " + verdict.message + "\n";
  }
  for (const PolicyCounts& counts : assessment.counts) {
    for (const std::uint64_t count : counts.outcomes) all += std::to_string(count) + " ";
    all += counts.policy_id + counts.note + "\n";
  }
  for (const Finding& finding : findings) {
    all += finding.rule_id + " " + finding.fingerprint.short_form() + " " + finding.message + " " +
           finding.credential.id + " " + finding.credential.matched_by;
    for (const PolicyVerdict& verdict : finding.policies)
      all += " " + verdict.policy_id + verdict.message;
    for (const Location& place : finding.related) all += " " + place.path;
    all += "\n";
  }
  return all;
}

TEST_CASE("What is said does not depend on who asks, nor in which order") {
  constexpr int kMany = 2100;
  std::string yaml = "parties: [{id: \"group:a\", type: team}]\ncredentials:\n";
  std::vector<Finding> findings;
  for (int i = 0; i < kMany; ++i) {
    findings.push_back(sample_finding("s" + std::to_string(i), i % 5 == 0 ? 0 : 1000 + i));
    if (i % 2 != 0) continue;
    yaml += "  - {id: c" + std::to_string(i) + ", identity: {fingerprints: [\"" +
            findings.back().fingerprint.short_form() +
            "\"]}, owner: {accountable: \"group:" + (i % 3 == 0 ? "a" : "gone") +
            "\"}, lifecycle: {last_rotated: 2026-0" + std::to_string(1 + i % 9) +
            "-01, rotation: {period: P90D}}}\n";
  }
  const Registry registry = registry_of(yaml);
  JudgeInput input = input_of(&registry, {1'800'000'000});
  std::vector<Finding> alone = findings;
  const std::string expected = said(judge(input, alone), alone);
  CHECK(expected.find("ROT1001 fail") != std::string::npos);
  std::size_t asked = 0;
  input.crew = WorkCrew(3, [&asked](std::size_t parts, const WorkCrew::Part& part) {
    for (std::size_t i = parts; i-- > 0;) part(i);
    ++asked;
  });
  std::vector<Finding> together = findings;
  CHECK(said(judge(input, together), together) == expected);
  CHECK(asked >= 4);
}

}  // namespace keyhound::testing
