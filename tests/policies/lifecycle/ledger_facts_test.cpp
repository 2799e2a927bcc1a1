// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/ledger_facts.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Policies learn from the ledger when they were evaluated and who made a credential") {
  LedgerHistory history;
  history.policies["ROT1001"] = {Timestamp{5}, 3};
  history.credentials["k"].registered = Timestamp{7};
  CHECK(ledger_facts_of(history).creations.empty());
  history.credentials["k"].registered_by = "group:a";
  const LedgerFacts facts = ledger_facts_of(history);
  REQUIRE(facts.policies.size() == 1);
  CHECK(facts.policies[0].events == 3);
  CHECK(facts.policies[0].last == Timestamp{5});
  CHECK(facts.creations.at("k").by == "group:a");
  CHECK(facts.creations.at("k").at == Timestamp{7});
}

}  // namespace keyhound
