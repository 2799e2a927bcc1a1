// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "policies/registry/registry.h"

namespace keyhound {

TEST_CASE("Every field of a credential is read") {
  const Result<Registry> registry = parse_registry(R"(
credentials:
  - id: pay-deploy-key
    title: Deploy key of pay service
    kind: aws-access-key
    type: ssh-key
    status: rotating
    owner:
      accountable: group:payments
      operator: vendor:shipco
      deputy: group:platform
      issuance: {creators: [group:platform], approval: required, system: vault}
    scope: {environment: prod, provider: aws, account: "1234", privileges: [s3:PutObject], level: high, data: [pci]}
    locations: {allowed: ["vault:kv/data/pay"], consumers: ["repo:acme/pay"], max_repos: 1}
    lifecycle:
      created: 2026-01-10
      last_rotated: {at: 2026-06-01T09:00:00Z, source: vault, evidence: "ledger:01J"}
      rotation: {period: P90D, method: automatic, grace: P7D, on_leak: PT24H}
      expires: 2026-12-31
      last_used: {at: 2026-11-20, source: aws-credential-report}
      revoked: {at: null, by: null, ticket: null,
                verification: {method: live-check, at: null, result: null, evidence: null}}
    review: {period: P90D, last: 2026-09-01, by: user:ana, outcome: keep}
    controls: {iso27001: [A.5.17], note: ""}
)",
                                                   "r.yaml");
  if (!registry) FAIL(registry.error().message);
  const Credential& credential = registry->credentials.at(0);
  CHECK(credential.type == "ssh-key");
  CHECK(credential.status == "rotating");
  CHECK(credential.place.position == SourcePosition{3, 9});
  CHECK(credential.place.end == SourcePosition{3, 23});
  CHECK(credential.owner.place.position == SourcePosition{9, 20});
  CHECK(credential.owner.operator_party == "vendor:shipco");
  CHECK(credential.owner.issuance.creators == std::vector<std::string>{"group:platform"});
  CHECK(credential.scope.data == std::vector<std::string>{"pci"});
  CHECK(credential.locations.max_repos == 1);
  CHECK(credential.lifecycle.last_rotated.source == "vault");
  CHECK(credential.lifecycle.rotation.on_leak == Duration{86400});
  CHECK(credential.lifecycle.revoked.verification.method == "live-check");
  CHECK_FALSE(credential.lifecycle.revoked.at.at.has_value());
  CHECK(credential.review.outcome == "keep");
  CHECK(credential.controls.at("iso27001") == std::vector<std::string>{"A.5.17"});
}

TEST_CASE("An entry that says little is an active machine identity whose owner operates it") {
  const Result<Registry> registry = parse_registry(
      "credentials: [{id: a, owner: {accountable: 'group:x'}}, {id: b, owner: }]", "r");
  REQUIRE(registry);
  CHECK(registry->credentials[0].type == "nhi");
  CHECK(registry->credentials[0].status == "active");
  CHECK(registry->credentials[0].owner.operator_party == "group:x");
  CHECK(registry->credentials[1].owner.place.position == registry->credentials[1].place.position);
}

}  // namespace keyhound
