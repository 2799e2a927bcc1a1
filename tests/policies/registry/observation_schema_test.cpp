// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "policies/registry/registry.h"

namespace keyhound {

TEST_CASE("Every field of an observation is read") {
  const Result<Registry> registry = parse_registry(R"(
observations:
  - credential: a
    imported: 2026-03-01
    source: vault
    evidence: "sha256 of the file"
    facts:
      created: 2026-01-01
      last_rotated: {at: 2026-01-02, source: vault-audit, evidence: "line 7"}
      last_used: 2026-01-03
      expires: 2026-01-04
      revoked: 2026-01-05
      status: revoked
      verification: {method: live-check, at: 2026-01-06, result: revoked, evidence: "api.example.com"}
  - {party: "user:ana", imported: 2026-03-01, source: hr, facts: {status: left, valid_until: 2026-02-28, contact: x}}
)",
                                                   "r.yaml");
  if (!registry) FAIL(registry.error().message);
  const Observation& credential = registry->observations.at(0);
  const LifecycleFacts& facts = credential.facts.lifecycle;
  CHECK(credential.place.position == SourcePosition{3, 5});
  CHECK(facts.created.source == "vault");
  CHECK(facts.created.evidence == "sha256 of the file");
  CHECK(facts.last_rotated.source == "vault-audit");
  CHECK(facts.last_rotated.evidence == "line 7");
  CHECK(facts.last_used.at < facts.expires.at);
  CHECK(facts.expires.at < facts.revoked.at);
  CHECK(credential.facts.status == "revoked");
  CHECK(credential.facts.verification.method == "live-check");
  CHECK(credential.facts.verification.at.source == "vault");
  CHECK(facts.revoked.at < credential.facts.verification.at.at);
  CHECK(credential.facts.verification.result == "revoked");
  CHECK(credential.facts.verification.evidence == "api.example.com");
  const Observation& party = registry->observations.at(1);
  CHECK(party.facts.valid_until.source == "hr");
  CHECK(party.facts.contact == "x");
}

TEST_CASE("A row that cannot be an observation is refused") {
  const auto error_of = [](const std::string& row) {
    const auto registry = parse_registry("observations:\n  - {" + row + "}\n", "r");
    return registry ? "" : registry.error().message;
  };
  const std::string rest = "imported: 2026-03-01, source: x, ";
  CHECK(error_of(rest + "facts: {status: left}") ==
        "r:2:5: an observation names one of credential, provider_id, secret_ref, party\n"
        "r:2:5: the observed status of a credential is active, inactive, revoked or retired");
  CHECK(error_of(rest + "credential: a, party: b, facts: {status: active}") ==
        "r:2:5: an observation names one of credential, provider_id, secret_ref, party");
  CHECK(error_of(rest + "credential: a, facts: {contact: x}") ==
        "r:2:5: valid_until and contact are facts of a party, not of a credential");
  CHECK(error_of(rest + "party: a, facts: {created: 2026-01-01, status: revoked}") ==
        "r:2:5: of a party only status, valid_until and contact can be observed\n"
        "r:2:5: the observed status of a party is active, inactive, left or dissolved");
  CHECK(error_of("credential: a, imported: 2026-03-01, source: Manual, facts: {}") ==
        "r:2:51: an observation's source is a system; what people declare stands in the entry");
  CHECK(error_of(rest + "credential: a, facts: {created: {at: 2026-01-01, source: declared}}") ==
        "r:2:71: this fact's source is no system; what people declare stands in the entry");
  CHECK(error_of("credential: a") ==
        "r:2:5: an observation needs 'imported'\nr:2:5: an observation needs 'source'\n"
        "r:2:5: an observation needs 'facts'");
}

TEST_CASE("A verification that people vouch for is no observation, nor one of a party") {
  const auto error_of = [](const std::string& target, const std::string& verification) {
    const auto registry = parse_registry(
        "observations:\n  - {" + target +
            ", imported: 2026-03-01, source: x, facts: {verification: {" + verification + "}}}\n",
        "r.yaml");
    return registry ? std::string() : registry.error().message;
  };
  CHECK(error_of("credential: a", "method: live-check, at: 2026-01-01").empty());
  CHECK(
      error_of("credential: a", "method: attestation, at: 2026-01-01").find("method of a system") !=
      std::string::npos);
  CHECK(error_of("credential: a", "at: 2026-01-01").find("method of a system") !=
        std::string::npos);
  CHECK(error_of("credential: a", "method: guess").find("live-check") != std::string::npos);
  CHECK(error_of("party: \"user:a\"", "method: live-check, at: 2026-01-01").find("of a party") !=
        std::string::npos);
}

}  // namespace keyhound
