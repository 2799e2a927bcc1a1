// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_findings.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

struct Cases {
  std::vector<PolicyInfo> policies{2};
  Finding leak;
  PolicyFindings findings{policies};

  Cases() {
    policies[0].id = "ROT1002";
    policies[1].id = "ROT1001";
    for (PolicyInfo& policy : policies) policy.score = 9.5;
    leak.occurrences.emplace_back().location.path = "a.env";
  }
  std::vector<Finding> taken() {
    std::vector<Finding> all;
    findings.move_to(all);
    return all;
  }
  void add(const std::string& subject, Outcome outcome, const std::string& message,
           std::size_t policy = 0) {
    PolicyVerdict verdict;
    verdict.policy_id = policies[policy].id;
    verdict.outcome = outcome;
    verdict.message = message;
    Location place;
    place.path = "r.yaml";
    place.start = {3, 5};
    place.end = {3, 9};
    const AssessedSubject assessed{subject, {}, {}, {}};
    findings.add({policy,
                  static_cast<std::uint32_t>(subject.back()),
                  assessed,
                  place,
                  std::make_shared<const PolicyVerdict>(verdict),
                  {},
                  &leak});
  }
};

}  // namespace

TEST_CASE("What passed or does not apply makes no finding") {
  Cases cases;
  cases.add("credential:a", Outcome::kPass, "");
  cases.add("credential:a", Outcome::kNotApplicable, "");
  CHECK(cases.taken().empty());
}

TEST_CASE("One subject has one finding with its worst verdict and all its leaks") {
  Cases cases;
  cases.add("credential:b", Outcome::kWaived, "waived");
  cases.add("credential:a", Outcome::kWaived, "waived");
  cases.add("credential:a", Outcome::kError, "error");
  cases.add("credential:a", Outcome::kFail, "first");
  cases.add("credential:a", Outcome::kFail, "second");
  const std::vector<Finding> findings = cases.taken();
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].message == "first");
  CHECK_FALSE(findings[0].waived);
  CHECK(findings[0].related.size() == 4);
  CHECK(findings[0].kind == FindingKind::kPolicy);
  CHECK(findings[0].severity == Severity::kCritical);
  CHECK(findings[0].confidence == Confidence::kHigh);
  CHECK(findings[0].first().location.path == "r.yaml");
  CHECK(findings[0].first().location.end == SourcePosition{3, 9});
  CHECK(findings[1].waived);
  CHECK(findings[0].fingerprint.short_form() != findings[1].fingerprint.short_form());
}

TEST_CASE("The fingerprint of a policy finding depends on policy and subject only") {
  Cases cases;
  cases.add("credential:a", Outcome::kFail, "one");
  const std::string before = cases.taken().at(0).fingerprint.short_form();
  cases.add("credential:a", Outcome::kWaived, "two");
  CHECK(cases.taken().at(0).fingerprint.short_form() == before);
  cases.add("credential:a", Outcome::kFail, "one", 1);
  CHECK(cases.taken().at(0).fingerprint.short_form() != before);
}

}  // namespace keyhound
