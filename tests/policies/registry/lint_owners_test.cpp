// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/policies/registry/lint_lines.h"

namespace keyhound {

using testing::kParties;
using testing::lint;

TEST_CASE("Lint finds owners that do not exist or cannot be") {
  CHECK(
      lint(std::string(kParties) +
           "credentials:\n"
           "  - {id: a, identity: {provider_id: P-1}, owner: {accountable: 'group:y'}}\n"
           "  - {id: b, identity: {provider_id: P-2}, owner: {accountable: 'vendor:v'}}\n"
           "  - {id: c, identity: {provider_id: P-3}}\n"
           "  - {id: d, status: proposed, identity: {provider_id: P-4}, owner: {operator: z}}\n") ==
      "E r:3:64: accountable party 'group:y' is not listed under parties\n"
      "E r:4:64: 'vendor:v' is a third party; the accountable party must be internal (a third "
      "party can be the operator)\n"
      "E r:5:10: 'c' has no owner.accountable\n"
      "W r:6:10: 'd' has no owner.accountable; it is a proposal\n"
      "W r:6:10: operator 'z' is not listed under parties\n");
}

TEST_CASE("Lint finds owners and operators who have left by now, and agreements that are over") {
  const std::string parties =
      "parties:\n"
      "  - {id: 'group:x'}\n"
      "  - {id: 'user:left', status: left}\n"
      "  - {id: 'user:until', valid_until: 2026-01-31}\n"
      "  - {id: 'vendor:v', agreement_expires: 2026-01-31}\n";
  CHECK(lint(parties +
             "credentials:\n"
             "  - {id: a, identity: {provider_id: P-1}, owner: {accountable: 'user:left'}}\n"
             "  - {id: b, identity: {provider_id: P-2}, owner: {accountable: 'user:until'}}\n"
             "  - {id: c, identity: {provider_id: P-3}, owner: {accountable: 'group:x', operator: "
             "'vendor:v', deputy: 'user:left'}}\n"
             "  - {id: d, status: retired, identity: {provider_id: P-4}, owner: {accountable: "
             "'user:left', operator: 'vendor:v'}}\n") ==
        "W r:5:10: the agreement with 'vendor:v' expired on 2026-01-31\n"
        "E r:7:64: accountable party 'user:left' is gone (left); name a successor\n"
        "E r:8:64: accountable party 'user:until' was valid until 2026-01-31; name a successor\n"
        "E r:9:64: the agreement with operator 'vendor:v' expired on 2026-01-31; renew it, or give "
        "the credential another operator\n"
        "W r:9:64: deputy 'user:left' is gone (left); name a successor\n"
        "W r:10:81: accountable party 'user:left' is gone (left); name a successor\n");
}

TEST_CASE("Lint compares what is accepted with what is proposed") {
  CHECK(lint(std::string(kParties) +
             "credentials:\n"
             "  - {id: a, status: proposed, identity: {provider_id: P-1}, owner: {accountable: "
             "'group:x', proposed: 2026-01-10, accepted: 2026-01-09}}\n"
             "  - {id: b, identity: {provider_id: P-2}, owner: {accepted: {at: 2026-01-09, by: "
             "'user:ana'}}}\n") ==
        "E r:3:125: accepted before it was proposed\n"
        "W r:3:125: 'a' is accepted, but still proposed; set `status: active`\n"
        "E r:4:10: 'b' has no owner.accountable\n"
        "E r:4:61: an acceptance without an accountable party\n");
}

}  // namespace keyhound
