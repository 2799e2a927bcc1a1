// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/oscal/oscal_source.h"

#include <doctest/doctest.h>

#include "scanner/report/oscal/oscal_items.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("OscalSource finds the verdicts of a policy") {
  const ScanResult result = judged_result();
  const OscalSource source(result);
  CHECK(source.verdicts_of("OWN1001").size() == 3);
  CHECK(source.verdicts_of("ROT1002").size() == 1);
  CHECK(source.verdicts_of("TPY1001").empty());
  CHECK(source.verdicts_of("AAA").empty());
  CHECK(source.verdicts_of("ZZZ").empty());
  CHECK(source.is_listed("pay-deploy-key"));
  CHECK_FALSE(source.is_listed(""));
  CHECK(source.exception_of(*source.verdicts_of("ROT1002")[0].verdict)->ticket ==
        "https://tickets.example.org/SEC-140");
  CHECK(source.exception_of(*source.verdicts_of("OWN1001")[0].verdict) == nullptr);
}

TEST_CASE("OscalSource names the same thing alike, in any run, and other things differently") {
  const ScanResult result = judged_result();
  ScanResult later = result;
  later.assessment->at = Timestamp{later.assessment->at.seconds + 86400};
  const OscalSource a(result);
  const OscalSource b(later);
  CHECK(a.credential_id("x") == b.credential_id("x"));
  CHECK(a.verdict_id("risk", a.assessment().verdicts[0]) ==
        b.verdict_id("risk", b.assessment().verdicts[0]));
  CHECK(a.document_id("x") != b.document_id("x"));
  CHECK(a.credential_id("x") != a.party_id("x"));
  CHECK(a.verdict_id("risk", a.assessment().verdicts[0]) !=
        a.verdict_id("risk", a.assessment().verdicts[1]));
  CHECK(a.policy_item_id("ab", "c") != a.policy_item_id("a", "bc"));
}

TEST_CASE("OscalSource of a result that was not judged is empty") {
  const ScanResult result = clean_result();
  const OscalSource source(result);
  CHECK(source.assessment().verdicts.empty());
  CHECK(source.scope() == ".");
  CHECK(source.time() == result.scan.finished);
}

TEST_CASE("OSCAL has the liveness of a leaked value as evidence of what a policy says of it") {
  ScanResult result = clean_result();
  result.findings = {secret_finding({occurrence_at("a", 1)})};
  const std::string value = "fingerprint:" + result.findings[0].fingerprint.short_form();
  AssessmentMaker maker;
  maker.add("REV1001", maker.subject(value, "a"), Outcome::kFail, "it still works");
  maker.add("REV1001", maker.subject("credential:x", "r.yaml"), Outcome::kPass);
  result.assessment = maker.made;
  const auto props_of = [](const OscalSource& source, std::size_t verdict) {
    return oscal_observation(source, source.assessment().verdicts[verdict])["props"].dump();
  };
  CHECK(props_of(OscalSource(result), 0).find("liveness") == std::string::npos);
  result.findings[0].liveness = {LivenessState::kActive,
                                 Timestamp{1795431600},
                                 "live-check",
                                 "example-account",
                                 "api.example.org",
                                 200,
                                 "it answers"};
  const OscalSource source(result);
  const std::string props = props_of(source, 0);
  for (const char* part :
       {"active", "2026-11-23T11:00:00Z", "live-check", "example-account", "api.example.org",
        "liveness-status", "it answers"}) {
    CAPTURE(part);
    CHECK(props.find(part) != std::string::npos);
  }
  CHECK(props_of(source, 1).find("liveness") == std::string::npos);
}
