// SPDX-License-Identifier: Apache-2.0
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

nlohmann::json plan_of(const ScanResult& result) {
  return nlohmann::json::parse(render("oscal-poam", result))["plan-of-action-and-milestones"];
}

}  // namespace

TEST_CASE("OSCAL plan of action has an item for each failed and waived verdict") {
  check_golden("judged-oscal-poam.json", render("oscal-poam", judged_result()));
  const auto plan = plan_of(judged_result());
  CHECK(plan["poam-items"].size() == 4);
  CHECK(plan["risks"].size() == 4);
  CHECK(plan["system-id"]["id"] == "acme/pay");
  for (const auto& item : plan["poam-items"]) CHECK(item["related-risks"].size() == 1);
}

TEST_CASE("OSCAL plan of action without anything to do says so, and whether it was judged") {
  const auto unjudged = plan_of(clean_result());
  REQUIRE(unjudged["poam-items"].size() == 1);
  CHECK(unjudged["poam-items"][0]["description"] ==
        "Nothing was judged: the scan ran without policies.");
  ScanResult result = clean_result();
  result.assessment.emplace();
  CHECK(plan_of(result)["poam-items"][0]["description"] ==
        "No policy failed and no exception is in force.");
}
