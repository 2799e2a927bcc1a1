// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry_lint.h"

#include <doctest/doctest.h>

#include "policies/json.h"
#include "tests/policies/registry/lint_lines.h"

namespace keyhound {

using testing::kParties;
using testing::lint;

TEST_CASE("A complete registry has no problem") {
  CHECK(lint(std::string(kParties) +
             "credentials:\n"
             "  - {id: a, identity: {provider_id: P-1}, owner: {accountable: 'group:x', operator: "
             "'vendor:v'}, lifecycle: {created: 2026-01-01, last_rotated: 2026-01-01}}\n"
             "exceptions:\n"
             "  - {id: E1, applies_to: {credential: a, policies: [ROT1002]}, reason: r, ticket: t, "
             "approver: 'user:ciso', requested_by: 'user:ana', granted: 2026-01-01, expires: "
             "2026-01-01}\n")
            .empty());
}

TEST_CASE("The problems are there as JSON too, whatever stands in the path") {
  Registry registry;
  registry.files = {"\xFF.yaml"};
  registry.credentials.resize(2);
  const std::string json = lint_json(
      registry, {{{"\xFF.yaml", {3, 4}, {3, 5}}, "it is \"wrong\"", true}, {{}, "odd", false}});
  const Json report = *parse_json(json);
  CHECK(report["errors"] == 1);
  CHECK(report["warnings"] == 1);
  CHECK(report["credentials"] == 2);
  CHECK(report["problems"][0]["line"] == 3);
  CHECK(report["problems"][0]["column"] == 4);
  CHECK(report["problems"][0]["severity"] == "error");
  CHECK(report["problems"][0]["message"] == "it is \"wrong\"");
}

}  // namespace keyhound
