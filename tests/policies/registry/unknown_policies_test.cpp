// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/unknown_policies.h"

#include <doctest/doctest.h>

#include <array>

namespace keyhound {

TEST_CASE("A policy that does not exist is told at the exception, without its name") {
  const Result<Registry> registry = parse_registry(
      "exceptions:\n"
      "  - {id: a, applies_to: {policies: [ROT1001, ACME1]}}\n"
      "  - {id: b, applies_to: {policies: [ROT1010, Zq9hunter2x]}}\n"
      "  - {id: c, applies_to: {repos: ['*']}}\n",
      "r");
  REQUIRE(registry);
  constexpr std::array<std::string_view, 2> kKnown = {"ROT1001", "ACME1"};
  const std::vector<RegistryProblem> problems = unknown_policies(*registry, kKnown);
  REQUIRE(problems.size() == 2);
  CHECK(to_string(problems[0]) ==
        "r:3:10: it applies to a policy that does not exist; did you mean ROT1001?");
  CHECK(to_string(problems[1]) ==
        "r:3:10: it applies to a policy that does not exist; docs/policies.md lists them all");
  CHECK(problems[0].is_error);
}

}  // namespace keyhound
