// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_result.h"

#include <doctest/doctest.h>

#include "scanner/model/liveness_effect.h"
#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

Json result_of(const Finding& finding) {
  const ScanResult result = clean_result();
  const std::vector<const Finding*> findings = {&finding};
  const SarifRules rules(result, findings);
  const SarifRevisions revisions(result.scan, findings);
  return sarif_result(finding, {result, kFullSarif, rules, revisions});
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

TEST_CASE("A result tells its repository, its refs and whether the secret still works") {
  Finding finding = secret_finding({occurrence_at("a", 1)});
  finding.repository = "acme/shop";
  finding.severity = Severity::kHigh;
  apply_liveness(finding, {LivenessState::kActive, Timestamp{1795431600}, "live-check",
                           "example-account", "api.example.org", 200, "the account answers"});
  finding.occurrences[0].refs = {"refs/heads/main"};
  finding.occurrences[0].ref_count = 3;
  const Json properties = result_of(finding)["properties"];
  CHECK(properties["khRepository"] == "acme/shop");
  CHECK(properties["khLiveness"] == "active");
  CHECK(properties["khLivenessAt"] == "2026-11-23T11:00:00Z");
  CHECK(properties["khLivenessSource"] == "live-check");
  CHECK(properties["khLivenessVerifier"] == "example-account");
  CHECK(properties["khLivenessHost"] == "api.example.org");
  CHECK(properties["khLivenessStatus"] == 200);
  CHECK(properties["khLivenessReason"] == "the account answers");
  CHECK(properties["khSeverity"] == "critical");
  CHECK(properties["khSeverityBefore"] == "high");
  CHECK(properties["security-severity"] == "9.5");
  CHECK(result_of(finding)["rank"] == 95.0);
  CHECK(properties["khGit"]["refs"] == Json::array({"refs/heads/main"}));
  CHECK(properties["khGit"]["refCount"] == 3);
}

TEST_CASE("A result for GitHub has a bounded message and only what GitHub reads") {
  const ScanResult result = clean_result();
  Finding finding = secret_finding({occurrence_at("a", 1), occurrence_at("b", 2)});
  finding.title = std::string(9000, 't');
  finding.related.assign(50, occurrence_at("c", 3).location);
  const std::vector<const Finding*> findings = {&finding};
  const SarifRules rules(result, findings);
  const SarifRevisions revisions(result.scan);
  const Json json = sarif_result(finding, {result, kGithubSarif, rules, revisions});
  CHECK(json["message"]["text"].get<std::string>().size() <= kGithubSarif.max_message + 3);
  CHECK(json["relatedLocations"].size() == kGithubSarif.max_related);
  CHECK_FALSE(json.contains("properties"));
  CHECK_FALSE(json.contains("occurrenceCount"));
  CHECK_FALSE(json["locations"][0].contains("logicalLocations"));
  CHECK_FALSE(json["locations"][0]["physicalLocation"]["artifactLocation"].contains("uriBaseId"));
}
