// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/markdown/markdown_sections.h"

#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Markdown lists open findings only, new ones first and then the worst") {
  const ScanResult result = covered_result();
  const auto findings = markdown_order(result);
  CHECK(findings.size() == count_open(result));
  for (std::size_t i = 1; i < findings.size(); ++i) {
    const Finding& before = *findings[i - 1];
    const Finding& after = *findings[i];
    if (before.baseline_state == after.baseline_state) {
      CHECK(before.severity >= after.severity);
    } else {
      CHECK(before.baseline_state == BaselineState::kNew);
    }
  }
}
