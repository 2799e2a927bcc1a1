// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/controls/evaluated_ledger.h"
#include "tests/support/golden_text.h"

namespace keyhound {

TEST_CASE("The text report of controls is as fixtures/controls shows it") {
  testing::EvaluatedLedger ledger;
  ledger.append(testing::sample_evaluations());
  ledger.sign_at(testing::day(4));
  testing::check_golden("controls/ledger.jsonl", ledger.text());  // for the end-to-end tests
  const ControlFramework framework = testing::sample_framework();
  auto request = testing::request_for(framework, ledger.path());
  testing::check_golden("controls/sample.txt", control_report_text(testing::report_of(request)));
  request.ledger.clear();
  testing::check_golden("controls/no-ledger.txt", control_report_text(testing::report_of(request)));
}

}  // namespace keyhound
