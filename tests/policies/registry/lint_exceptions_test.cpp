// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/policies/registry/lint_lines.h"

namespace keyhound {

using testing::kParties;
using testing::lint;

TEST_CASE("Lint finds exceptions that waive nothing or point nowhere") {
  CHECK(lint(std::string(kParties) +
             "exceptions:\n"
             "  - {id: E1, applies_to: {credential: nobody, policies: [ROT1020, XYZ]}, reason: r, "
             "ticket: t, approver: 'user:ana', requested_by: 'user:ana', granted: 2026-02-01, "
             "expires: 2026-03-01}\n"
             "  - {id: E2, applies_to: {repos: ['*']}, risk_owner: q}\n"
             "  - {id: E3, applies_to: {repos: ['*']}, reason: r, ticket: t, approver: gone, "
             "granted: 2026-01-01, expires: 2026-01-31}\n") ==
        "E r:3:10: it applies to credential 'nobody', which this registry does not have\n"
        "E r:3:10: its approver is its requester, so that it waives nothing\n"
        "E r:3:10: it applies to a policy that does not exist; did you mean ROT1002?\n"
        "E r:3:10: it applies to a policy that does not exist; docs/policies.md lists them all\n"
        "E r:4:10: it has no reason and waives nothing\n"
        "E r:4:10: it has no ticket and waives nothing\n"
        "E r:4:10: it has no approver and waives nothing\n"
        "E r:4:10: it has no granted date and waives nothing\n"
        "E r:4:10: it has no end (expires) and waives nothing\n"
        "W r:4:10: risk owner 'q' is not listed under parties\n");
}

}  // namespace keyhound
