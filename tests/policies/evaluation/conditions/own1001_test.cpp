// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "policies/evaluation/condition.h"

namespace keyhound {

TEST_CASE("OWN1001 takes an accountable party that the registry does not list at its word") {
  Registry registry;
  Finding finding;
  Credential credential;
  credential.owner.accountable = "group:payments";
  PolicyFacts facts;
  facts.registry = &registry;
  facts.finding = &finding;
  facts.credential = &credential;
  CHECK(decide_own1001(facts, {}).outcome == Outcome::kPass);
  Party vendor;
  vendor.type = "third-party";
  facts.accountable = &vendor;
  CHECK(decide_own1001(facts, {}).outcome == Outcome::kFail);
}

}  // namespace keyhound
