// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_findings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

namespace keyhound {
namespace {

struct Cases {
  std::vector<PolicyInfo> policies{2};
  std::vector<AssessedSubject> subjects;
  std::vector<Finding> leaks{1};
  PolicyFindings findings{policies};

  Cases() {
    policies[0].id = "ROT1002";
    policies[1].id = "ROT1001";
    for (PolicyInfo& policy : policies) policy.score = 9.5;
    leaks[0].occurrences.emplace_back().location.path = "a.env";
    for (const char* id : {"credential:a", "credential:b"}) {
      AssessedSubject& subject = subjects.emplace_back();
      subject.id = id;
      subject.credential = id + 11;
      subject.place.path = "r.yaml";
      subject.place.start = {std::uint64_t{2} + subjects.size(), 5};
      subject.place.end = {std::uint64_t{2} + subjects.size(), 9};
    }
  }
  std::vector<Finding> taken() {
    const std::vector<Finding> before = leaks;
    findings.sort(subjects);
    findings.append_to(subjects, leaks);
    std::vector<Finding> all = std::exchange(leaks, before);
    all.erase(all.begin());
    return all;
  }
  void add(std::uint32_t subject, Outcome outcome, const std::string& message,
           std::size_t policy = 0, const RegistryPlace* place = nullptr) {
    PolicyVerdict verdict;
    verdict.policy_id = policies[policy].id;
    verdict.outcome = outcome;
    verdict.message = message;
    findings.add(
        {policy, subject, std::make_shared<const PolicyVerdict>(verdict), place, leaks.data()});
  }
};

}  // namespace

TEST_CASE("What passed or does not apply makes no finding") {
  Cases cases;
  cases.add(0, Outcome::kPass, "");
  cases.add(0, Outcome::kNotApplicable, "");
  CHECK(cases.taken().empty());
}

TEST_CASE("One subject has one finding with its worst verdict and all its leaks") {
  Cases cases;
  cases.add(1, Outcome::kWaived, "waived");
  cases.add(0, Outcome::kWaived, "waived");
  cases.add(0, Outcome::kError, "error");
  cases.add(0, Outcome::kFail, "first");
  cases.add(0, Outcome::kFail, "second");
  const std::vector<Finding> findings = cases.taken();
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].message == "first");
  CHECK_FALSE(findings[0].waived);
  REQUIRE(findings[0].related.size() == 4);
  CHECK(findings[0].related[3].path == "a.env");
  CHECK(findings[0].kind == FindingKind::kPolicy);
  CHECK(findings[0].severity == Severity::kCritical);
  CHECK(findings[0].confidence == Confidence::kHigh);
  CHECK(findings[0].credential.id == "a");
  CHECK(findings[0].first().location.path == "r.yaml");
  CHECK(findings[0].first().location.end == SourcePosition{3, 9});
  CHECK(findings[1].waived);
  CHECK(findings[0].fingerprint.short_form() != findings[1].fingerprint.short_form());
}

TEST_CASE("Policy findings come in report order, at the place that puts them right") {
  Cases cases;
  const RegistryPlace owner{"q.yaml", {9, 3}, {9, 8}};
  cases.add(1, Outcome::kFail, "b");
  cases.add(0, Outcome::kFail, "a, second policy");
  cases.add(0, Outcome::kFail, "a, first policy", 1);
  cases.add(1, Outcome::kFail, "owner of b", 1, &owner);
  const std::vector<Finding> findings = cases.taken();
  REQUIRE(findings.size() == 4);
  CHECK(std::is_sorted(findings.begin(), findings.end(), report_order));
  CHECK(findings[0].message == "owner of b");
  CHECK(findings[0].first().location.start == SourcePosition{9, 3});
  CHECK(findings[1].message == "a, first policy");
  CHECK(findings[2].message == "a, second policy");
  CHECK(findings[3].message == "b");
}

TEST_CASE("The fingerprint of a policy finding depends on policy and subject only") {
  Cases cases;
  cases.add(0, Outcome::kFail, "one");
  const std::string before = cases.taken().at(0).fingerprint.short_form();
  cases.add(0, Outcome::kWaived, "two");
  CHECK(cases.taken().at(0).fingerprint.short_form() == before);
  cases.add(0, Outcome::kFail, "one", 1);
  CHECK(cases.taken().at(0).fingerprint.short_form() != before);
}

}  // namespace keyhound
