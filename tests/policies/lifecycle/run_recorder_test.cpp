// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/run_recorder.h"

#include "tests/policies/evaluation/judged.h"
#include "tests/policies/evidence/ledger_fixture.h"

namespace keyhound::testing {

TEST_CASE("Runs of one repository tell a leak once, and each ends with a signed head") {
  const LedgerFixture ledger;
  ledger.fill(1);
  for (int i = 0; i < 2; ++i) {
    auto recorder = RunRecorder::open(ledger.path(), ledger.options);
    REQUIRE(recorder);
    CHECK(recorder->history().findings.size() == (i == 0 ? 0 : 1));
    REQUIRE(recorder->start({}));
    ScanResult result;
    result.findings = {sample_finding("s", 1000)};
    result.assessment = judge(input_of(nullptr, {5000}), result.findings);
    REQUIRE(recorder->finish(result, nullptr, 1));
  }
  const std::string text = ledger.text();
  CHECK(text.find("finding.detected") == text.rfind("finding.detected"));
  const LedgerCheck check = ledger.verify();
  CHECK(check.is_verified());
  CHECK(check.signed_events + 1 == check.events);
}

TEST_CASE("A ledger that is not there is not made") {
  const LedgerFixture ledger;
  CHECK_FALSE(RunRecorder::open(ledger.path(), ledger.options));
  CHECK_FALSE(ledger.dir.exists("ledger.jsonl"));
}

}  // namespace keyhound::testing
