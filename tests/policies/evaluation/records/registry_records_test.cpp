// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/policies/evaluation/judged.h"

namespace keyhound {
namespace {

// The value of an expression over the credential and exception of a registry.
std::string value_of(const std::string& expression, const std::string& yaml) {
  const Registry registry = testing::registry_of(yaml);
  PolicyFacts facts;
  facts.now = {1'795'000'000};
  facts.registry = &registry;
  facts.credential = registry.credentials.empty() ? nullptr : &registry.credentials.front();
  facts.owner = registry.parties.empty() ? nullptr : &registry.parties.front();
  facts.exception = registry.exceptions.empty() ? nullptr : &registry.exceptions.front();
  return testing::value_of(expression, facts);
}

}  // namespace

TEST_CASE("Conditions see a credential as the registry writes it") {
  const std::string yaml =
      "credentials:\n  - id: k\n    status: rotating\n    scope: {environment: prod, privileges: "
      "[a, b]}\n"
      "    owner: {accountable: 'group:a', issuance: {creators: ['group:p']}}\n"
      "    identity: {secret_refs: ['github:acme:key']}\n"
      "    locations: {max_repos: 2}\n"
      "    lifecycle: {last_rotated: {at: 2026-01-02, source: vault}, rotation: {period: P90D}}\n"
      "    review: {last: 2026-02-03}\n";
  CHECK(value_of("cred.id + cred.status + cred.type", yaml) == "\"krotatingnhi\"");
  CHECK(value_of("cred.scope.privileges", yaml) == "[\"a\",\"b\"]");
  CHECK(value_of("cred.scope.provider", yaml) == "null");
  CHECK(value_of("cred.owner.issuance.creators[0]", yaml) == "\"group:p\"");
  CHECK(value_of("cred.identity.secret_refs[0]", yaml) == "\"github:acme:KEY\"");
  CHECK(value_of("cred.locations.max_repos + 1", yaml) == "3");
  CHECK(value_of("cred.lifecycle.last_rotated.observed", yaml) == "true");
  CHECK(value_of("cred.review.last.observed", yaml) == "false");
  CHECK(value_of("cred.lifecycle.last_rotated.at + cred.lifecycle.rotation.period", yaml) ==
        "\"2026-04-02T00:00:00Z\"");
  CHECK(value_of("has(cred.lifecycle.expires.at)", yaml) == "false");
  CHECK(value_of("cred.owner.nope", yaml).find("nope") != std::string::npos);
}

TEST_CASE("Conditions see parties and exceptions as the registry writes them") {
  const std::string yaml =
      "parties: [{id: 'vendor:v', contract: C-1, agreement_expires: 2027-01-01}]\n"
      "exceptions: [{id: E, applies_to: {policies: [ROT1001]}, renewals: 2, expires: "
      "2026-12-01}]\n";
  CHECK(value_of("owner.internal", yaml) == "false");
  CHECK(value_of("owner.agreement_expires", yaml) == "\"2027-01-01T00:00:00Z\"");
  CHECK(value_of("exc.applies_to.policies", yaml) == "[\"ROT1001\"]");
  CHECK(value_of("exc.renewals", yaml) == "2");
  CHECK(value_of("exc.granted == null", yaml) == "true");
  CHECK(value_of("cred == null", yaml) == "true");
}

TEST_CASE("Conditions see the maximum that counts for a credential") {
  const std::string yaml =
      "maxima: [{rotation: P90D, max_repos: 5}, {environment: prod, rotation: P30D}]\n"
      "credentials: [{id: k, scope: {environment: prod}}]\n";
  CHECK(value_of("maximum.rotation == duration('P30D')", yaml) == "true");
  CHECK(value_of("maximum.max_repos", yaml) == "5");
  CHECK(value_of("maximum.review", yaml) == "null");
}

}  // namespace keyhound
