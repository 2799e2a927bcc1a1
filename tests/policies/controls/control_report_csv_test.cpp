// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/controls/evaluated_ledger.h"
#include "tests/support/golden_text.h"

namespace keyhound {

TEST_CASE("The csv report of controls is as fixtures/controls shows it") {
  testing::EvaluatedLedger ledger;
  ledger.append(testing::sample_evaluations());
  ledger.sign_at(testing::day(4));
  const ControlFramework framework = testing::sample_framework();
  auto request = testing::request_for(framework, ledger.path());
  testing::check_golden("controls/sample.csv", control_report_csv(testing::report_of(request)));
  request.ledger.clear();
  testing::check_golden("controls/no-ledger.csv", control_report_csv(testing::report_of(request)));
}

}  // namespace keyhound
