// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/dated_fact.h"

#include <doctest/doctest.h>

#include "policies/registry/registry.h"

namespace keyhound {

TEST_CASE("A fact is observed when a system says it, not when people do") {
  for (const char* source : {"vault", "aws-credential-report", "declared-by-vault"}) {
    CAPTURE(source);
    CHECK(is_observed({Timestamp{1}, source, {}, {}, {}}));
  }
  for (const char* source : {"", "declared", "manual", "attestation", "Manual", "ATTESTATION"}) {
    CAPTURE(source);
    CHECK_FALSE(is_observed({Timestamp{1}, source, {}, {}, {}}));
  }
  CHECK_FALSE(is_observed({std::nullopt, "vault", {}, {}, {}}));
}

TEST_CASE("Every date of a credential may say where it comes from") {
  const std::string fact = "{at: 2026-01-02, source: vault, evidence: e, by: 'user:ana'}";
  const Result<Registry> registry =
      parse_registry("credentials:\n  - id: a\n    owner: {accepted: " + fact +
                         "}\n    lifecycle: {created: " + fact + ", last_rotated: " + fact +
                         ", last_used: " + fact + ", expires: " + fact + ", revoked: {at: " + fact +
                         ", verification: {at: " + fact + "}}}\n    review: {last: " + fact + "}\n",
                     "r");
  REQUIRE(registry);
  const Credential& credential = registry->credentials.at(0);
  const Lifecycle& lifecycle = credential.lifecycle;
  for (const DatedFact* one :
       {&credential.owner.accepted, &lifecycle.created, &lifecycle.last_rotated,
        &lifecycle.last_used, &lifecycle.expires, &lifecycle.revoked.at,
        &lifecycle.revoked.verification.at, &credential.review.last}) {
    CHECK(is_observed(*one));
    CHECK(one->evidence == "e");
    CHECK(one->by == "user:ana");
    CHECK(one->place.position.line > 2);
  }
}

}  // namespace keyhound
