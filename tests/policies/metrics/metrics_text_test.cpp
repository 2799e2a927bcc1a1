// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/metrics/sample_report.h"

namespace keyhound {

TEST_CASE("The text report of metrics is as fixtures/metrics shows it") {
  testing::check_sample("txt", metrics_text);
}

}  // namespace keyhound
