// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <nlohmann/json.hpp>

#include "scanner/bulk/report/organisation_formats.h"
#include "tests/scanner/bulk/report/organisation_store.h"

namespace keyhound::testing {

TEST_CASE("The totals of the report add up, and are those of its lists") {
  const OrganisationStore store;
  const auto report = nlohmann::json::parse(report_of(store, OrganisationFormat::kJson));
  CHECK(report["schema"] == "keyhound/organisation/v1");
  const auto& coverage = report["coverage"];
  CHECK(coverage["planned"] == 5);
  CHECK(coverage["scanned"] == 3);
  CHECK(coverage["failed"] == 1);
  CHECK(coverage["excluded"] == 1);
  CHECK(coverage["incomplete_scans"] == 1);
  CHECK(coverage["complete"] == false);
  std::map<std::string, int> outcomes;
  for (const auto& target : report["targets"]) ++outcomes[target["outcome"]];
  for (const char* outcome : {"scanned", "unchanged", "failed", "excluded", "pending"})
    CHECK(coverage[outcome] == outcomes[outcome]);

  const auto& findings = report["totals"]["findings"];
  CHECK(findings["open"] == 4);
  std::map<std::string, int> states;
  for (const auto& finding : report["findings"]) ++states[finding["state"]];
  std::map<std::string, int> sums;
  for (const auto& repository : report["repositories"]) {
    for (const char* state : {"new", "existing", "regressed", "waived", "fixed"})
      sums[state] += repository[state].get<int>();
  }
  for (const char* state : {"new", "existing", "regressed", "waived", "fixed"}) {
    CAPTURE(state);
    CHECK(findings[state] == states[state]);
    CHECK(findings[state] == sums[state]);
  }
}

TEST_CASE("A failed target has its reason, and one credential in two repositories is one entry") {
  const OrganisationStore store;
  const auto report = nlohmann::json::parse(report_of(store, OrganisationFormat::kJson));
  const auto& broken = report["targets"][1];
  CHECK(broken["repository"] == "git.example/acme/broken");
  CHECK(broken["reason"] == "corrupt");
  const auto& credentials = report["credentials"];
  REQUIRE(credentials.size() == 3);
  CHECK(credentials[0]["repositories"] == 2);
  REQUIRE(credentials[0]["places"].size() == 2);
  CHECK(credentials[0]["places"][1]["repository"] == "git.example/acme/web");
  CHECK(report["totals"]["reused_credentials"] == 1);
  REQUIRE(report["diagnostics"].size() == 1);
  CHECK(report["diagnostics"][0]["repository"] == "git.example/acme/half");
}

}  // namespace keyhound::testing
