// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/judge.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

namespace keyhound {
namespace {

constexpr Timestamp kNow{1'795'000'000};

Finding sample(const std::string& secret, std::int64_t committed = 0) {
  Finding finding;
  finding.rule_id = "sample-key";
  finding.fingerprint = fingerprint(FingerprintKey(), "sample", secret);
  Occurrence& occurrence = finding.occurrences.emplace_back();
  occurrence.location.path = secret + ".env";
  if (committed != 0) occurrence.commit = {"c0ffee", "Ana", "", {committed}};
  return finding;
}

Registry registry_of(const std::string& yaml) {
  Result<Registry> registry = parse_registry(yaml, "r.yaml");
  if (!registry) FAIL(registry.error().message);
  return std::move(*registry);
}

std::string ids_of(const Finding& finding) {
  std::string ids;
  for (const PolicyVerdict& verdict : finding.policies) ids += verdict.policy_id + " ";
  return ids;
}

}  // namespace

TEST_CASE("Without a registry a finding shows all verdicts, and no finding is added") {
  std::vector<Finding> findings = {sample("one", 1000)};
  judge({nullptr, kNow, ""}, findings);
  REQUIRE(findings.size() == 1);
  CHECK(ids_of(findings[0]) == "EXC1001 OWN1001 ROT1001 ROT1002 ");
  CHECK(findings[0].policies[1].outcome == Outcome::kFail);
  CHECK(findings[0].policies[1].remedy.find("keyhound registry init") != std::string::npos);
  for (const std::size_t i : {0U, 2U, 3U}) {
    CHECK(findings[0].policies[i].outcome == Outcome::kNotApplicable);
    CHECK(findings[0].policies[i].message == "there is no owner registry");
  }
}

TEST_CASE("A registry is judged without findings too") {
  const Registry registry = registry_of(
      "credentials: [{id: a, lifecycle: {created: 2020-01-01, rotation: {period: P90D}}}]\n"
      "exceptions: [{id: E, applies_to: {credential: a}, expires: 2020-01-01}]\n");
  std::vector<Finding> findings;
  judge({&registry, kNow, ""}, findings);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].rule_id == "EXC1001");
  CHECK(findings[1].rule_id == "ROT1001");
  CHECK(findings[1].credential.id == "a");
  CHECK(findings[1].policies.at(0).level == Level::kError);
}

TEST_CASE("Pipeline findings and published samples are left alone, and earlier verdicts replaced") {
  const Registry registry = registry_of("credentials: []\n");
  std::vector<Finding> findings = {sample("one"), sample("two"), sample("three")};
  findings[0].kind = FindingKind::kPipeline;
  findings[2].is_documentation = true;
  findings[1].credential.id = "old";
  findings[1].policies.resize(9);
  judge({&registry, kNow, ""}, findings);
  CHECK(findings[0].policies.empty());
  CHECK(findings[1].credential.id.empty());
  CHECK(findings[1].policies.size() == 4);
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
  judge({&registry, kNow, ""}, findings);
  judge({&registry, kNow, ""}, reversed);
  REQUIRE(findings.size() == reversed.size());
  for (std::size_t i = 3; i < findings.size(); ++i) {
    CHECK(findings[i].message == reversed[i].message);
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
  judge({&registry, kNow, ""}, findings);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));  // sanitizers too
}

}  // namespace keyhound
