// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/judge.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "tests/policies/evaluation/judged.h"

namespace keyhound {
namespace {

constexpr Timestamp kNow{1'795'000'000};

using testing::input_of;
using testing::registry_of;

Finding sample(const std::string& secret, std::int64_t committed = 0) {
  return testing::sample_finding(secret, committed);
}

std::string ids_of(const Finding& finding) {
  std::string ids;
  for (const PolicyVerdict& verdict : finding.policies) ids += verdict.policy_id + " ";
  return ids;
}

}  // namespace

TEST_CASE(
    "Without a registry a finding shows what policies about findings say, and none is added") {
  std::vector<Finding> findings = {sample("one", 1000)};
  const Assessment assessment = judge(input_of(nullptr, kNow), findings);
  REQUIRE(findings.size() == 1);
  CHECK(ids_of(findings[0]) == "EXP1001 OWN1001 REV1001 REV1003 ROT1002 USE1001 ");
  const PolicyVerdict* owner = findings[0].policies.find("OWN1001");
  REQUIRE(owner != nullptr);
  CHECK(owner->outcome == Outcome::kFail);
  CHECK(owner->remedy.find("keyhound registry init") != std::string::npos);
  CHECK(findings[0].policies.find("ROT1002")->message == "there is no owner registry");
  CHECK_FALSE(assessment.has_registry);
  for (const PolicyCounts& counts : assessment.counts)
    if (counts.policy_id == "ROT1001") CHECK(counts.note == "there is no owner registry");
}

TEST_CASE("The registry is read no more once everything was judged") {
  const char* yaml =
      "parties: [{id: 'group:x'}]\n"
      "credentials: [{id: a, lifecycle: {rotation: {period: P1D}, last_rotated: 2026-01-01}}]\n";
  const auto titles = [&](bool is_given_up) {
    std::optional<Registry> registry = testing::registry_of(yaml);
    JudgeInput input = testing::input_of(&*registry, *parse_timestamp("2026-11-23"));
    if (is_given_up) input.on_judged = [&registry] { registry.reset(); };
    std::vector<Finding> findings = {testing::sample_finding("s")};
    const Assessment assessment = judge(input, findings);
    CHECK(registry.has_value() != is_given_up);
    std::string all = std::to_string(assessment.credentials.size());
    for (const Finding& finding : findings)
      all += "\n" + finding.rule_id + " " + finding.message + " " + finding.first().location.path;
    return all;
  };
  CHECK(titles(true) == titles(false));
  CHECK(titles(true).find("ROT1001") != std::string::npos);
}

TEST_CASE("A registry is judged without findings too") {
  const Registry registry = registry_of(
      "credentials: [{id: a, lifecycle: {created: 2020-01-01, rotation: {period: P90D}}}]\n"
      "exceptions: [{id: E, applies_to: {credential: a}, expires: 2020-01-01}]\n");
  std::vector<Finding> findings;
  const Assessment assessment = judge(input_of(&registry, kNow), findings);
  std::map<std::string, const Finding*> by_policy;
  for (const Finding& finding : findings) by_policy[finding.rule_id] = &finding;
  REQUIRE(by_policy.contains("EXC1001"));
  REQUIRE(by_policy.contains("ROT1001"));
  CHECK(by_policy["ROT1001"]->credential.id == "a");
  CHECK(by_policy["ROT1001"]->policies.at(0).level == Level::kError);
  CHECK(assessment.credentials.at(0).id == "a");
  CHECK(assessment.exceptions.at(0).id == "E");
  CHECK_FALSE(assessment.exceptions.at(0).is_in_force);
}

TEST_CASE("The assessment counts each subject of a policy once, by its worst verdict") {
  const Registry registry = registry_of(
      "credentials:\n  - {id: a, identity: {provider_id: ID}, lifecycle: {last_rotated: "
      "2026-01-01}}\n");
  std::vector<Finding> findings = {sample("old", 1'600'000'000), sample("new", 1'780'000'000),
                                   sample("free", 1'780'000'000)};
  findings[0].identity = findings[1].identity = {{"key_id", "ID"}};
  const Assessment assessment = judge(input_of(&registry, kNow), findings);
  for (const PolicyCounts& counts : assessment.counts) {
    if (counts.policy_id == "ROT1002") {
      CHECK(counts.of(Outcome::kFail) == 1);
      CHECK(counts.of(Outcome::kPass) == 0);
      CHECK(counts.of(Outcome::kNotApplicable) == 1);
    }
    if (counts.policy_id == "OWN1001") CHECK(counts.of(Outcome::kFail) == 2);
  }
  std::uint64_t told = 0;
  for (const PolicyCounts& counts : assessment.counts) {
    for (const Outcome outcome :
         {Outcome::kPass, Outcome::kFail, Outcome::kWaived, Outcome::kError})
      told += counts.of(outcome);
  }
  CHECK(assessment.verdicts.size() == told);
  CHECK(assessment.credentials.at(0).findings == 2);
}

TEST_CASE("Pipeline findings and published samples are left alone, and earlier verdicts replaced") {
  const Registry registry = registry_of("credentials: []\n");
  std::vector<Finding> findings = {sample("one"), sample("two"), sample("three")};
  findings[0].kind = FindingKind::kPipeline;
  findings[2].is_documentation = true;
  findings[1].credential.id = "old";
  for (int i = 0; i < 9; ++i) findings[1].policies.push_back(PolicyVerdict{});
  judge(input_of(&registry, kNow), findings);
  CHECK(findings[0].policies.empty());
  CHECK(findings[1].credential.id.empty());
  CHECK(findings[1].policies.size() == 6);
  CHECK(findings[2].policies.empty());
}

TEST_CASE("The order in which findings come does not change what is said about them") {
  const Registry registry = registry_of(
      "credentials:\n  - {id: a, identity: {locators: [{path: '**'}], provider_id: ID}}\n");
  std::vector<Finding> findings;
  for (const char* secret : {"one", "two", "three"}) {
    findings.push_back(sample(secret, 1'700'000'000 + std::string_view(secret).back()));
    findings.back().identity = {{"key_id", "ID"}};
  }
  std::vector<Finding> reversed(findings.rbegin(), findings.rend());
  judge(input_of(&registry, kNow), findings);
  judge(input_of(&registry, kNow), reversed);
  REQUIRE(findings.size() == reversed.size());
  for (std::size_t i = 3; i < findings.size(); ++i) {
    CHECK(findings[i].message == reversed[i].message);
    if (findings[i].related.empty()) continue;  // it is about the entry alone
    REQUIRE(findings[i].related.size() == 3);
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK(findings[i].related[j].path == reversed[i].related[j].path);
    }
    CHECK(findings[i].related[0].path == "one.env");  // the earliest leak
  }
}

TEST_CASE("Judging grows with the findings, not with findings times credentials") {
  std::string yaml = "credentials:\n";
  for (int i = 0; i < 2000; ++i) {
    const std::string n = std::to_string(i);
    yaml += "  - {id: c" + n + ", identity: {provider_id: ID-" + n + ", locators: [{path: 'p" + n +
            "/*.env'}]}, lifecycle: {last_rotated: 2026-01-01}}\n";
  }
  const Registry registry = registry_of(yaml);
  std::vector<Finding> findings;
  for (int i = 0; i < 10000; ++i) {
    findings.push_back(sample(std::to_string(i), 1'700'000'000));
    findings.back().identity = {{"key_id", "ID-" + std::to_string(i % 4000)}};
  }
  const auto start = std::chrono::steady_clock::now();
  judge(input_of(&registry, kNow), findings);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));  // sanitizers too
}

}  // namespace keyhound
