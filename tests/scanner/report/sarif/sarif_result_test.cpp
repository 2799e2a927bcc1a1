// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_result.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

Json result_of(const Finding& finding) {
  const ScanResult result = clean_result();
  const std::vector<const Finding*> findings = {&finding};
  return sarif_result(finding, SarifRules(result, findings), SarifRevisions(result.scan, findings));
}

}  // namespace

TEST_CASE("alert_fingerprint follows the credential and the path, not the line or the commit") {
  const Finding finding = secret_finding({occurrence_at("a", 1)});
  const std::string mark = alert_fingerprint(finding);
  CHECK(mark.size() == 18);
  CHECK(mark.ends_with(":1"));
  CHECK(mark == alert_fingerprint(secret_finding({occurrence_at("a", 9, kSecondCommit)})));
  CHECK(mark != alert_fingerprint(secret_finding({occurrence_at("b", 1)})));
  CHECK(mark != alert_fingerprint(secret_finding({occurrence_at("a", 1)}, "another-secret")));
}

TEST_CASE("A waived policy result is suppressed, with the exception as its justification") {
  const Json waived = result_of(policy_finding(true));
  CHECK(waived["suppressions"][0]["status"] == "accepted");
  CHECK(waived["suppressions"][0]["justification"] ==
        "Exception 'EXC-2026-014': vendor change freeze until 2026-12-10.");
  CHECK(waived["relatedLocations"][0]["id"] == 1);
  CHECK(waived["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] ==
        "keyhound-registry.yaml");
  CHECK_FALSE(result_of(policy_finding(false)).contains("suppressions"));
}

TEST_CASE("A result tells where git has it") {
  const Json git = result_of(secret_finding({occurrence_at("a", 1)}))["properties"]["khGit"];
  CHECK(git["introducedCommit"] == kFirstCommit);
  CHECK(git["introducedAt"] == "2026-10-30T10:11:12Z");
  CHECK(git["inHead"] == false);
}
