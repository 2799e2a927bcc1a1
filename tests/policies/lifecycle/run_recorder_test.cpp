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

TEST_CASE("A run that several processes keep goes on where another one left it") {
  const LedgerFixture ledger;
  ledger.fill(1);
  {
    auto first = RunRecorder::open(ledger.path(), ledger.options, "run-of-many");
    REQUIRE(first);
    CHECK_FALSE(first->started());
    REQUIRE(first->start({}));
    CHECK(first->run() == "run-of-many");
  }
  auto second = RunRecorder::open(ledger.path(), ledger.options, "run-of-many");
  REQUIRE(second);
  REQUIRE(second->started());
  CHECK_FALSE(second->finished());
  ScanResult result;
  result.assessment = judge(input_of(nullptr, {5000}), result.findings);
  BulkCoverage coverage;
  coverage.planned = 3;
  coverage.scanned = coverage.failed = coverage.excluded = 1;
  REQUIRE(second->finish(result, nullptr, 3, &coverage));
  REQUIRE(second->finished());

  const auto third = RunRecorder::open(ledger.path(), ledger.options, "run-of-many");
  REQUIRE(third);
  CHECK(third->finished()->seq == second->finished()->seq);
  CHECK(third->finished()->hash == second->finished()->hash);
  CHECK(third->started()->hash == second->started()->hash);
  CHECK_FALSE(RunRecorder::open(ledger.path(), ledger.options, "another")->started());
  const std::string text = ledger.text();
  CHECK(text.find("\"targets\":{\"excluded\":1,\"failed\":1,\"pending\":0,\"planned\":3,"
                  "\"scanned\":1,\"unchanged\":0}") != std::string::npos);
  CHECK(text.find("\"complete\":false") != std::string::npos);
}

TEST_CASE("A ledger that is not there is not made") {
  const LedgerFixture ledger;
  CHECK_FALSE(RunRecorder::open(ledger.path(), ledger.options));
  CHECK_FALSE(ledger.dir.exists("ledger.jsonl"));
}

}  // namespace keyhound::testing
