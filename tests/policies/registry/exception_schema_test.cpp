// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "policies/registry/registry.h"

namespace keyhound {

TEST_CASE("Every field of an exception is read") {
  const Result<Registry> registry = parse_registry(R"(
exceptions:
  - id: EXC-2026-014
    applies_to: {credential: pay-deploy-key, policies: [ROT1002], repos: ["acme/pay"]}
    reason: vendor change freeze
    type: fix-deferred
    risk_owner: group:payments
    approver: user:ciso
    requested_by: user:ana
    ticket: https://tickets.acme.example/SEC-140
    granted: 2026-11-10
    expires: 2026-12-10
    renewals: 1
    compensating_control: ip allow-list
    closure: {at: null, evidence: null}
)",
                                                   "r.yaml");
  if (!registry) FAIL(registry.error().message);
  const Exception& exception = registry->exceptions.at(0);
  CHECK(exception.applies_to.policies == std::vector<std::string>{"ROT1002"});
  CHECK(exception.renewals == 1);
  CHECK(exception.place.position == SourcePosition{3, 9});
  CHECK(exception.expires_place.position == SourcePosition{12, 14});
  CHECK_FALSE(exception.closure.at.has_value());
}

}  // namespace keyhound
