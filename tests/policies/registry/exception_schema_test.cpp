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

TEST_CASE("An exception may lack its end, for a policy to say so") {
  const Result<Registry> registry =
      parse_registry("exceptions: [{id: E, applies_to: {repos: ['*']}, expires: null}]", "r");
  REQUIRE(registry);
  CHECK_FALSE(registry->exceptions.at(0).expires.has_value());
  CHECK(registry->exceptions.at(0).expires_place.position == SourcePosition{1, 19});
}

TEST_CASE("An exception cannot expire before it was granted") {
  const auto load = [](const std::string& granted, const std::string& expires) {
    return parse_registry("exceptions: [{id: E, applies_to: {repos: ['*']}, granted: " + granted +
                              ", expires: " + expires + "}]",
                          "r");
  };
  CHECK(load("2026-01-02", "2026-01-02"));
  CHECK(load("2026-01-02", "2026-01-01").error().message ==
        "r:1:80: this exception expires before it was granted; correct one of the two dates");
  CHECK_FALSE(load("2026-01-02T00:00:00Z", "2026-01-02T00:00:00+01:00"));
}

}  // namespace keyhound
