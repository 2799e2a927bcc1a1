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

TEST_CASE("Policies learn from the ledger what checks showed of a credential and of its values") {
  const auto check_of = [](std::int64_t at, bool is_dead, const char* method, const char* value) {
    RevocationRecord check;
    check.at = Timestamp{at};
    check.is_dead = is_dead;
    check.method = method;
    check.fingerprint = value;
    return check;
  };
  LedgerHistory history;
  history.findings["f"].credential = "k";
  history.findings["f"].checks = {check_of(5, false, "live-check", "f")};
  history.credentials["k"].checks = {check_of(5, false, "live-check", "f"),
                                     check_of(6, true, "attestation", "")};
  history.findings["g"].credential = "k";
  LedgerFacts facts = ledger_facts_of(history);
  REQUIRE(facts.checks.at("k").size() == 2);
  CHECK(facts.checks.at("k")[0].fingerprint == "f");
  CHECK(facts.checks.at("k")[0].check.result == "active");
  CHECK(facts.checks.at("k")[1].check.result == "refused");
  // Who vouched for the credential did not try this value; and the other was never checked.
  REQUIRE(facts.values.size() == 1);
  CHECK(facts.values.at("f").result == "active");
  // A system that tried the credential did.
  history.credentials["k"].checks.push_back(check_of(7, true, "provider-report", ""));
  CHECK(ledger_facts_of(history).values.at("f").result == "refused");
  // All that was found of it is exposed, but for what is no secret, or not certainly its own.
  CHECK(facts.exposed.at("k") == std::vector<std::string>{"f", "g"});
  history.findings["g"].is_false_positive = true;
  CHECK(ledger_facts_of(history).exposed.at("k") == std::vector<std::string>{"f"});
  history.findings["f"].weak = true;
  CHECK_FALSE(ledger_facts_of(history).exposed.contains("k"));
  CHECK(ledger_facts_of(history).values.at("f").result == "active");
}

}  // namespace keyhound
