// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "policies/registry/registry.h"

namespace keyhound {

TEST_CASE(
    "A party without a type has the one that its id says, so that no vendor passes for internal") {
  const Result<Registry> registry = parse_registry(
      "parties:\n"
      "  - {id: 'group:payments', contact: pay@acme.example, escalation: ['user:ana']}\n"
      "  - {id: 'user:ana', valid_until: 2027-01-31, status: left}\n"
      "  - {id: 'vendor:shipco', contract: CTR-88, agreement_expires: 2027-03-31}\n"
      "  - {id: 'vendor:own', type: team}\n",
      "r.yaml");
  REQUIRE(registry);
  CHECK(registry->parties[0].type == "team");
  CHECK(registry->parties[0].status == "active");
  CHECK(registry->parties[1].type == "human");
  CHECK(registry->parties[1].status == "left");
  CHECK_FALSE(registry->parties[2].is_internal());
  CHECK(registry->parties[3].is_internal());
  CHECK(registry->find_party("user:ana")->valid_until.has_value());
  CHECK(registry->find_party("user:eve") == nullptr);
}

}  // namespace keyhound
