// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/finding_links.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("Names lead to pages in the form in which those show them") {
  BoardRepository one;
  one.name = "a/\u202e&b";
  CHECK(repository_page(one) == "repository.html#name=a%2F%5Cu%7B202E%7D%26b");
  CHECK(open_findings_page("owner", "x") ==
        "findings.html#owner=x&state=New&state=Existing&state=Regressed");
  BoardPolicy policy;
  policy.id = "ROT1001";
  CHECK(policy_page(policy) == "policies.html#policy=ROT1001");
  policy.findings = 1;
  CHECK(policy_page(policy).starts_with("findings.html#policy=ROT1001&"));
}
