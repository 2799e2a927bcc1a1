// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json/assessment_json.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("assessment_json counts subjects by policy and outcome") {
  const Json json = assessment_json(judged_assessment());
  CHECK(json["policies_digest"] == "sha256:1111");
  CHECK(json["registry_digest"] == "sha256:2222");
  CHECK(json["credentials"] == 2);
  CHECK(json["exceptions"] == 1);
  REQUIRE(json["policies"].size() == 6);
  CHECK(json["policies"][1]["id"] == "OWN1001");
  CHECK(json["policies"][1]["fail"] == 1);
  CHECK(json["policies"][1]["error"] == 1);
  CHECK(json["policies"][2]["not-applicable"] == 1);
  CHECK(json["policies"][4]["note"] == "no credential is operated by a third party");
  CHECK_FALSE(json["policies"][0].contains("note"));
}

TEST_CASE("assessment_json without a registry has no digest of it") {
  CHECK_FALSE(assessment_json(Assessment{}).contains("registry_digest"));
}
