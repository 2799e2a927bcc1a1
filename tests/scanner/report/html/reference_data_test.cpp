// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/reference_data.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

Reference reference_to(const std::string& name, std::uint64_t line) {
  Reference reference;
  reference.secret_ref = "github:acme/pay:" + name;
  reference.name = name;
  reference.location = occurrence_at(".ci/deploy.yml", line).location;
  return reference;
}

ScanResult result_of(AssessmentMaker& maker) {
  ScanResult result = clean_result();
  result.references = {reference_to("KEY", 3), reference_to("KEY", 9), reference_to("LOOSE", 4),
                       reference_to("OTHER", 5)};
  result.assessment = maker.made;
  return result;
}

}  // namespace

TEST_CASE("A reference says whether the registry holds its secret, and whose it is") {
  AssessmentMaker maker;
  const auto key = maker.subject("reference:github:acme/pay:KEY@.ci/deploy.yml:3", ".ci/deploy.yml",
                                 "pay-key", "group:payments");
  const auto loose =
      maker.subject("reference:github:acme/pay:LOOSE@.ci/deploy.yml:4", ".ci/deploy.yml");
  maker.add("REF1001", key, Outcome::kPass);
  maker.add("REF1001", loose, Outcome::kFail, "no entry holds it");
  const Json data = references_data(result_of(maker));
  CHECK(data[0]["registered"] == true);
  CHECK(data[0]["credential"] == "pay-key");
  CHECK(data[0]["owner"] == "group:payments");
  // The policies ask about the first reference in a file only.
  CHECK(data[1]["registered"] == true);
  CHECK(data[2]["registered"] == false);
  CHECK_FALSE(data[3].contains("registered"));
}

TEST_CASE("A policy that says something else about a reference leaves open whether it is known") {
  AssessmentMaker maker;
  const auto key =
      maker.subject("reference:github:acme/pay:KEY@.ci/deploy.yml:3", ".ci/deploy.yml");
  maker.add("USE1002", key, Outcome::kFail, "static key");
  CHECK_FALSE(references_data(result_of(maker))[0].contains("registered"));
}

TEST_CASE("A reference has its job, environment and triggers, and whether strangers start it") {
  const Json data = references_data(judged_result());
  CHECK(data[0]["name"] == "K");
  CHECK(data[0]["job"] == "deploy");
  CHECK(data[0]["environment"] == "prod");
  CHECK(data[0]["fork"] == true);
  CHECK(data[0]["place"] == ".ci/deploy.yml:3:12");
  CHECK(data[0]["repository"] == "acme/shop");
}
