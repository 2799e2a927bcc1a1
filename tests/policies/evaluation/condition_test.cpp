// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/condition.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Every built-in policy has a condition, and nothing else has one") {
  for (const PolicyDefinition& policy : builtin_definitions()) {
    CAPTURE(policy.info.id);
    const bool has_condition = find_condition(policy.info.id) != nullptr;
    CHECK(has_condition);
  }
  const bool has_other = find_condition("XYZ1001") != nullptr;
  CHECK_FALSE(has_other);
}

TEST_CASE("No condition passes when it has no facts but a finding") {
  Finding finding;
  PolicyFacts facts;
  facts.finding = &finding;
  for (const PolicyDefinition& policy : builtin_definitions()) {
    CAPTURE(policy.info.id);
    CHECK(find_condition(policy.info.id)(facts, policy).outcome != Outcome::kPass);
  }
}

TEST_CASE("A failure gives every value that the policy's message names") {
  Registry registry;
  Finding finding;
  Credential credential;
  credential.lifecycle.rotation.period = Duration{1};
  Exception exception;
  PolicyFacts facts;
  facts.now = {10'000'000};
  facts.registry = &registry;
  facts.finding = &finding;
  facts.credential = &credential;
  facts.exception = &exception;
  facts.leaked = Timestamp{0};
  for (const PolicyDefinition& policy : builtin_definitions()) {
    CAPTURE(policy.info.id);
    const Decision decision = find_condition(policy.info.id)(facts, policy);
    REQUIRE(decision.outcome == Outcome::kFail);
    CHECK(policy.render(decision.values).find('{') == std::string::npos);
  }
}

}  // namespace keyhound
