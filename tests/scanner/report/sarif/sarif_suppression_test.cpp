// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_suppression.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("A suppression says who accepted it, with which ticket and until when") {
  const Assessment assessment = judged_assessment();
  const Json one = sarif_suppressions(policy_finding(true), &assessment)[0];
  CHECK(one["kind"] == "external");
  CHECK(one["status"] == "accepted");
  CHECK(one["guid"].get<std::string>().size() == 36);
  CHECK(one["properties"]["ticket"] == "https://tickets.example.org/SEC-140");
  CHECK(one["properties"]["approver"] == "user:ciso");
  CHECK(one["properties"]["expires"] == "2026-12-10T00:00:00Z");
}

TEST_CASE("A suppression by an exception that nobody knows has its verdict's text alone") {
  Assessment assessment = judged_assessment();
  assessment.exceptions.clear();
  const Assessment* const kinds[] = {&assessment, nullptr};
  for (const Assessment* known : kinds) {
    const Json one = sarif_suppressions(policy_finding(true), known)[0];
    CHECK(one["justification"] ==
          "Exception 'EXC-2026-014': vendor change freeze until 2026-12-10.");
    CHECK_FALSE(one.contains("properties"));
  }
  Finding bare = policy_finding(true);
  bare.policies.clear();
  CHECK(sarif_suppressions(bare, nullptr)[0]["justification"] ==
        "An exception in force covers this finding.");
}

TEST_CASE("A suppression by a baseline has the review's verdict and note, beside an exception's") {
  Finding finding = policy_finding(true);
  finding.accepted =
      Acceptance{"test-value", "our sandbox", parse_timestamp("2027-01-31").value(), "base"};
  const Json both = sarif_suppressions(finding, nullptr);
  REQUIRE(both.size() == 2);
  CHECK(both[1]["kind"] == "external");
  CHECK(both[1]["status"] == "accepted");
  CHECK(both[1]["justification"] == "A baseline accepts this finding (test-value): our sandbox.");
  CHECK(both[1]["guid"].get<std::string>().size() == 36);
  CHECK(both[1]["properties"]["baseline"] == "base");
  CHECK(both[1]["properties"]["expires"] == "2027-01-31T00:00:00Z");
  finding.waived = false;
  finding.accepted = Acceptance();
  const Json one = sarif_suppressions(finding, nullptr);
  REQUIRE(one.size() == 1);
  CHECK(one[0]["justification"] == "A baseline accepts this finding.");
}
