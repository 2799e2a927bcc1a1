// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/turn_recorder.h"

#include "tests/scanner/bulk/run/run_fixture.h"

namespace keyhound::testing {
namespace {

// One claimed target, whose worker has left what the test says.
struct ClaimedTurn {
  RunFixture fixture;
  StoreLink store = fixture.link();
  std::int64_t run_id = 0;
  TargetTurn turn;
  std::string folder = fixture.dir / "job";
  std::string output = fixture.dir / "out";

  ClaimedTurn() {
    const Plan plan = RunFixture::plan_with({"h/a1"});
    turn.target = plan.targets[0];
    const Coordinator self = this_coordinator(1);
    const Status claimed = store.tell("claim", [&](Store& open) -> Status {
      KEYHOUND_TRY(const RunSummary run,
                   open.join_run(make_run_plan(plan, "r1", 1), self, kMorning));
      run_id = run.id;
      KEYHOUND_TRY(const auto claim, open.claim_target(run_id, self, kMorning));
      turn.claim = *claim;
      return {};
    });
    REQUIRE(claimed.has_value());
    fixture.dir.write_file("job/findings.json", "h/a1");
    fixture.dir.write_file("job/report.sarif", "{}");
  }

  Result<TargetReport> record(const std::string& outcome) {
    WorkerAnswer answer;
    answer.outcome = outcome;
    if (outcome == "failed") answer.failure = {"corrupt", "a pack is damaged"};
    const TurnRecorder recorder{run_id, output, fixture.world.now, fixture.world.read_findings,
                                store};
    return recorder.record({turn, answer, folder, 1.5});
  }
};

TEST_CASE("A scan is recorded with its findings, and its report is kept") {
  ClaimedTurn claimed;
  const auto report = claimed.record("scanned");
  REQUIRE_MESSAGE(report.has_value(), report.error().message);
  CHECK(report->outcome == TargetOutcome::kScanned);
  CHECK(report->findings.open == 1);
  CHECK(report->seconds == 1.5);
  CHECK(claimed.fixture.dir.exists("out/sarif/h/a1.sarif"));
  CHECK(claimed.fixture.coverage().counts.scanned == 1);
}

TEST_CASE("Without an output folder no report is kept") {
  ClaimedTurn claimed;
  claimed.output.clear();
  REQUIRE(claimed.record("scanned"));
  CHECK(!claimed.fixture.dir.exists("out"));
}

TEST_CASE("A report that cannot be kept fails its target, and says why") {
  ClaimedTurn claimed;
  claimed.fixture.dir.write_file("out", "a file where the folder should be");
  const auto report = claimed.record("scanned");
  REQUIRE(report.has_value());
  CHECK(report->outcome == TargetOutcome::kFailed);
  CHECK(report->message.find("report") != std::string::npos);
  CHECK(claimed.fixture.coverage().counts.failed == 1);
}

TEST_CASE("Findings that the store refuses fail their target; a store that is away does not") {
  ClaimedTurn claimed;
  claimed.fixture.world.read_findings = [](const std::string&) -> Result<ScanResult> {
    return fail(ErrorKind::kCorrupt, "findings.json: byte 3: no JSON");
  };
  const auto report = claimed.record("scanned");
  REQUIRE(report.has_value());
  CHECK(report->reason == "internal");
  CHECK(claimed.record("failed")->reason == "corrupt");

  ClaimedTurn other;
  other.store = StoreLink([]() -> Result<Store> { return fail(ErrorKind::kUnreadable, "away"); },
                          {{}, [](std::chrono::milliseconds) { return true; }, nullptr});
  CHECK(!other.record("scanned").has_value());
  CHECK(other.fixture.coverage().counts.pending == 1);
}

}  // namespace
}  // namespace keyhound::testing
