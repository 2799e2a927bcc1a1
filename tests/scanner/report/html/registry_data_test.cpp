// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/registry_data.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("The rotation of a credential is the worst that the rotation policies say") {
  AssessmentMaker maker;
  const auto key = maker.subject("credential:key", "r.yaml", "key");
  const auto fine = maker.subject("credential:fine", "r.yaml", "fine");
  const auto other = maker.subject("credential:other", "r.yaml", "other");
  maker.add("OWN1001", other, Outcome::kFail, "no owner");
  maker.add("ROT1001", key, Outcome::kWaived, "frozen", "EXC-1");
  maker.add("ROT1001", fine, Outcome::kPass);
  maker.add("ROT1002", key, Outcome::kFail, "leaked and not rotated");
  maker.add("ROT1003", key, Outcome::kPass);
  for (const char* id : {"key", "fine", "other"}) {
    CredentialSummary credential;
    credential.id = id;
    maker.made.credentials.push_back(credential);
  }
  const Json data = credentials_data(maker.made);
  CHECK(data[0]["rotation"] == "fail");
  REQUIRE(data[0]["verdicts"].size() == 2);
  CHECK(data[0]["verdicts"][0]["exception"] == "EXC-1");
  CHECK(data[0]["verdicts"][1]["message"] == "leaked and not rotated");
  CHECK(data[1]["rotation"] == "pass");
  CHECK_FALSE(data[1].contains("verdicts"));
  CHECK_FALSE(data[2].contains("rotation"));  // nobody judged its rotation
}

TEST_CASE("Entries and exceptions have their dates, and what is not recorded is left out") {
  const Assessment assessment = judged_assessment();
  const Json credentials = credentials_data(assessment);
  CHECK(credentials[0]["last_rotated"] == 1'780'300'800);
  CHECK(credentials[0]["rotation_due"] == 1'788'076'800);
  CHECK(credentials[0]["findings"] == 2);
  CHECK(credentials[0]["rotation"] == "waived");
  CHECK(credentials[1]["id"] == "orphan\\n::error::");
  CHECK_FALSE(credentials[1].contains("owner"));
  CHECK_FALSE(credentials[1].contains("rotation_due"));
  const Json exceptions = exceptions_data(assessment);
  CHECK(exceptions[0]["policies"] == "ROT1002");
  CHECK(exceptions[0]["in_force"] == true);
}

TEST_CASE("Policies have their numbers, and why they had nothing to judge") {
  const ScanResult result = judged_result();
  const Json policies = policies_data(result);
  REQUIRE(policies.size() == result.assessment->counts.size());
  for (const Json& policy : policies) {
    if (policy["id"] == "OWN1001") CHECK(policy["fail"] == 1);
    if (policy["id"] == "OWN1001") CHECK(policy["title"] == "A secret has no owner");
    if (policy["id"] == "TPY1001")
      CHECK(policy["note"] == "no credential is operated by a third party");
  }
}

TEST_CASE("Suppressions say until when they hold and whether they did anything") {
  Suppression suppression = judged_result().suppressions->front();
  suppression.until = Timestamp{5};
  suppression.is_used = false;
  const Json data = suppressions_data({suppression});
  CHECK(data[0]["until"] == 5);
  CHECK(data[0]["used"] == false);
  CHECK(data[0]["place"] == "a.py:7:12");
}
