// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "policies/evaluation/condition.h"

namespace keyhound {
namespace {

PolicyDefinition policy_with_grace(std::int64_t seconds) {
  PolicyDefinition policy;
  policy.params["grace"] = {seconds};
  return policy;
}

Outcome decide(const Credential& credential, Timestamp now, std::int64_t policy_grace = 0) {
  PolicyFacts facts;
  facts.now = now;
  facts.credential = &credential;
  return decide_rot1001(facts, policy_with_grace(policy_grace)).outcome;
}

}  // namespace

TEST_CASE("ROT1001 fails one second after period and grace, of the entry or of the policy") {
  Credential credential;
  credential.lifecycle.last_rotated.at = Timestamp{1000};
  credential.lifecycle.rotation.period = Duration{100};
  CHECK(decide(credential, {1100}) == Outcome::kPass);
  CHECK(decide(credential, {1101}) == Outcome::kFail);
  CHECK(decide(credential, {1110}, 10) == Outcome::kPass);
  credential.lifecycle.rotation.grace = Duration{5};
  CHECK(decide(credential, {1105}, 10) == Outcome::kPass);
  CHECK(decide(credential, {1106}, 10) == Outcome::kFail);
}

TEST_CASE("ROT1001 never passes without a date, or on one that has not come") {
  Credential credential;
  credential.lifecycle.rotation.period = Duration{100};
  CHECK(decide(credential, {1000}) == Outcome::kFail);
  credential.lifecycle.created = Timestamp{950};
  CHECK(decide(credential, {1000}) == Outcome::kPass);
  credential.lifecycle.last_rotated.at = Timestamp{1001};
  CHECK(decide(credential, {1000}) == Outcome::kFail);
}

}  // namespace keyhound
