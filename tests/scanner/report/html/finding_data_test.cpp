// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/finding_data.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("What findings of a rule share is written once, and what differs with the finding") {
  ScanResult result = clean_result();
  const Finding first = secret_finding({occurrence_at("a.env", 1)});
  Finding other = secret_finding({occurrence_at("b.env", 2)}, "another-planted-value");
  other.title = "Example deploy token of a bot";
  FindingData data(result, 0);
  const Json one = data.of(first);
  const Json two = data.of(other);
  CHECK(one["rule"] == two["rule"]);
  CHECK_FALSE(one.contains("title"));
  CHECK_FALSE(two.contains("remedy"));
  CHECK(two["title"] == other.title);
  REQUIRE(data.rules().size() == 1);
  CHECK(data.rules()[0]["title"] == first.title);
  CHECK(data.rules()[0]["remedy"] == first.remedy);
  CHECK(data.rules()[0]["description"] == "It can deploy to production");
}

TEST_CASE("A finding has its redacted form and its fingerprint, and nothing of the secret") {
  const ScanResult result = clean_result();
  FindingData data(result, 0);
  const Finding finding = secret_finding({occurrence_at("a.env", 1)});
  const Json one = data.of(finding);
  CHECK(one["redacted"] == finding.secret_redacted);
  CHECK(one["fingerprint"] == finding.fingerprint.short_form());
  CHECK(one.dump().find(kPlantedSecret) == std::string::npos);
}

TEST_CASE("Accepted, waived, new and unchanged findings are told apart") {
  const ScanResult result = clean_result();
  FindingData data(result, 0);
  Finding finding = secret_finding({occurrence_at("a.env", 1)});
  finding.baseline_state = BaselineState::kNew;
  CHECK(data.of(finding)["baseline"] == "new");
  finding.baseline_state = BaselineState::kUnchanged;
  finding.accepted =
      Acceptance{"test-value", "of <b>a</b> fixture", Timestamp{99}, ".keyhound-baseline"};
  const Json accepted = data.of(finding);
  CHECK(accepted["baseline"] == "unchanged");
  CHECK(accepted["accepted"]["verdict"] == "test-value");
  CHECK(accepted["accepted"]["reason"] == "of <b>a</b> fixture");
  CHECK(accepted["accepted"]["until"] == 99);
  CHECK_FALSE(accepted.contains("waived"));
  const Json waived = data.of(policy_finding(true));
  CHECK(waived["waived"] == true);
  CHECK_FALSE(waived.contains("accepted"));
  CHECK_FALSE(waived.contains("baseline"));
}

TEST_CASE("Many places are cut, and their number is told") {
  std::vector<Occurrence> places;
  for (std::uint64_t line = 1; line <= 60; ++line) places.push_back(occurrence_at("a.env", line));
  const ScanResult result = clean_result();
  const Json by_default = FindingData(result, 0).of(secret_finding(places));
  CHECK(by_default["places"].size() == 25);
  CHECK(by_default["place_count"] == 60);
  const Json by_option = FindingData(result, 3).of(secret_finding(places));
  CHECK(by_option["places"].size() == 3);
  CHECK(by_option["place_count"] == 60);
}

TEST_CASE("A place has its commit, its removal and what pipelines do there") {
  Occurrence place = occurrence_at(".ci/deploy.yml", 9);
  place.refs = {"refs/heads/main"};
  place.ref_count = 4;
  place.removed = std::make_shared<const CommitInfo>(
      CommitInfo{std::string(kSecondCommit), "Bo\x1b", "bo@example.org", {1'800'000'000}});
  auto pipeline = std::make_shared<PipelinePlace>();
  pipeline->job = "deploy";
  pipeline->environment = "prod";
  place.pipeline = pipeline;
  const ScanResult result = clean_result();
  const Json data = FindingData(result, 0).of(secret_finding({place}));
  const Json& one = data["places"][0];
  CHECK(one["text"] == ".ci/deploy.yml:9:12");
  CHECK(one["commit"] == "111111111111");
  CHECK(one["author"] == "Ana Example");
  CHECK(one["at"] == kLeakTime.seconds);
  CHECK(one["removed"]["author"] == "Bo\\x1B");
  CHECK(one["ref_count"] == 4);
  CHECK(one["job"] == "deploy");
  CHECK(one["environment"] == "prod");
  CHECK(data["introduced"] == kLeakTime.seconds);
  CHECK(data["removed"] == 1'800'000'000);
  CHECK(data.dump().find("example.org") == std::string::npos);  // no addresses of people
}

TEST_CASE("Verdicts that object are listed with their reason, passed ones by id") {
  const ScanResult result = full_result();
  FindingData data(result, 0);
  const Json leaked = data.of(result.findings[2]);
  REQUIRE(leaked["verdicts"].size() == 2);
  CHECK(leaked["verdicts"][0]["policy"] == "ROT1001");
  CHECK(leaked["verdicts"][0]["outcome"] == "fail");
  CHECK(leaked["verdicts"][1]["exception"] == "EXC-2026-014");
  CHECK(leaked["passed"] == Json::array({"OWN1001"}));
  CHECK(leaked["owner"] == "group:payments");
  CHECK(leaked["parts"][0] == "example-key-id at line 10, column 8");
}
