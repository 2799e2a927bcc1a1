// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/metrics/sample_report.h"

namespace keyhound {

TEST_CASE("The json report of metrics is as fixtures/metrics shows it") {
  testing::check_sample("json", metrics_json);
}

TEST_CASE("The JSON report is JSON, and names every metric") {
  const auto json = parse_json(metrics_json(testing::sample_metrics(nullptr, "")));
  REQUIRE(json);
  CHECK(json->at("metrics").size() > 35);
  CHECK(json->at("metrics").at(0).at("kind") == "none");
  CHECK(json->at("metrics").at(0).at("no_data") == "no ledger was given");
  CHECK(json->at("ledger").is_null());
}

}  // namespace keyhound
