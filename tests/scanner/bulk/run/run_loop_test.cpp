// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/run_loop.h"

#include <algorithm>

#include "tests/scanner/bulk/run/run_fixture.h"

namespace keyhound::testing {
namespace {

// What failed for which reason.
void check_failed(const RunFixture& fixture, const std::string& name, const std::string& reason) {
  CAPTURE(name);
  const TargetReport& report = fixture.listener.of(name);
  CHECK(report.outcome == TargetOutcome::kFailed);
  CHECK(!report.is_retried);
  CHECK(report.reason == reason);
  CHECK(!report.message.empty());
}

TEST_CASE("A run scans every target, the largest first, and leaves nothing behind") {
  RunFixture fixture;
  fixture.options.jobs = 1;
  Plan plan = RunFixture::plan_with({"h/a1", "h/b2", "h/c3", "h/unchanged4"});
  plan.targets[1].size_kib = 900;
  plan.targets[2].size_kib = 100;
  const auto end = fixture.run(plan);
  REQUIRE_MESSAGE(end.has_value(), end.error().message);
  CHECK(end->finishes_run);
  CHECK(!end->is_interrupted);
  CHECK(fixture.begun() == std::vector<std::string>{"h/b2", "h/c3", "h/a1", "h/unchanged4"});
  const Coverage coverage = fixture.coverage();
  CHECK(coverage.complete());
  CHECK(coverage.counts.scanned == 3);
  CHECK(coverage.counts.unchanged == 1);
  CHECK(fixture.listener.of("h/a1").findings.added == 1);
  CHECK(fixture.listener.of("h/a1").findings.open == 1);
  CHECK(fixture.dir.read_file("out/sarif/h/a1.sarif") == "{}\n");
  CHECK(std::filesystem::is_empty(fixture.dir / "cache/jobs"));
}

TEST_CASE("Whatever a worker does, its target ends with a reason and the run goes on") {
  RunFixture fixture;
  fixture.options.retries = 0;
  fixture.options.limits.wall_time = std::chrono::milliseconds(1500);
  fixture.options.limits.memory_bytes = std::uint64_t{100} << 20U;
  fixture.options.limits.file_bytes = std::uint64_t{10} << 20U;
  const auto end = fixture.run(
      RunFixture::plan_with({"h/fine1", "h/crash", "h/stuck", "h/garbage", "h/silent", "h/half",
                             "h/huge", "h/greedy", "h/long-file", "h/network", "h/gone",
                             "h/no-findings", "h/broken", "h/incomplete5", "h/fine2"}));
  REQUIRE_MESSAGE(end.has_value(), end.error().message);
  CHECK(end->finishes_run);
  check_failed(fixture, "h/crash", "crashed");
  CHECK(fixture.listener.of("h/crash").message.find("it broke") != std::string::npos);
  check_failed(fixture, "h/stuck", "time-limit");
  check_failed(fixture, "h/garbage", "internal");
  check_failed(fixture, "h/silent", "crashed");
  check_failed(fixture, "h/half", "internal");
  check_failed(fixture, "h/huge", "internal");
  check_failed(fixture, "h/greedy", "memory-limit");
  check_failed(fixture, "h/long-file", "file-limit");
  check_failed(fixture, "h/network", "network");
  check_failed(fixture, "h/gone", "not-found");
  check_failed(fixture, "h/no-findings", "internal");
  check_failed(fixture, "h/broken", "internal");
  CHECK(!fixture.listener.of("h/incomplete5").complete);
  const Coverage coverage = fixture.coverage();
  CHECK(!coverage.complete());
  CHECK(coverage.counts.planned == 15);
  CHECK(coverage.counts.failed == 12);
  CHECK(coverage.counts.scanned == 3);
  CHECK(coverage.incomplete_scans == 1);
  CHECK(std::filesystem::is_empty(fixture.dir / "cache/jobs"));
}

TEST_CASE(
    "What failed for a passing reason is tried again at the end, as often as --retries says") {
  RunFixture fixture;
  fixture.options.jobs = 1;
  fixture.options.retries = 2;
  REQUIRE(fixture.run(RunFixture::plan_with({"h/crash-once1", "h/network", "h/gone", "h/z2"})));
  CHECK(fixture.begun() == std::vector<std::string>{"h/crash-once1", "h/gone", "h/network", "h/z2",
                                                    "h/crash-once1", "h/network", "h/network"});
  CHECK(fixture.listener.of("h/crash-once1").outcome == TargetOutcome::kScanned);
  check_failed(fixture, "h/network", "network");
  CHECK(fixture.listener.targets.size() == 7);
  CHECK(fixture.listener.last_done == 4);
  CHECK(fixture.coverage().counts.failed == 2);
}

TEST_CASE("Targets that are left out are counted, and no worker is started for them") {
  RunFixture fixture;
  Plan plan = RunFixture::plan_with({"h/a1", "h/b2"});
  plan.targets[0].excluded = "archived";
  REQUIRE(fixture.run(plan));
  CHECK(fixture.begun() == std::vector<std::string>{"h/b2"});
  const Coverage coverage = fixture.coverage();
  CHECK(coverage.counts.excluded == 1);
  CHECK(coverage.counts.scanned == 1);
  CHECK(coverage.complete());
}

TEST_CASE("A stop ends the workers, and the run goes on from what is pending") {
  RunFixture fixture;
  const Plan plan = RunFixture::plan_with({"h/a1", "h/b2", "h/stuck", "h/stuck-too"});
  fixture.world.stops = [&fixture] { return fixture.listener.targets.size() >= 2 ? 1 : 0; };
  const auto end = fixture.run(plan);
  REQUIRE_MESSAGE(end.has_value(), end.error().message);
  CHECK(end->is_interrupted);
  CHECK(!end->finishes_run);
  CHECK(fixture.coverage().counts.pending == 2);
  CHECK(std::filesystem::is_empty(fixture.dir / "cache/jobs"));

  fixture.world.stops = [] { return 0; };
  fixture.options.coordinator = this_coordinator(1);
  fixture.options.limits.wall_time = std::chrono::milliseconds(300);
  const auto next = fixture.run(plan);
  REQUIRE_MESSAGE(next.has_value(), next.error().message);
  CHECK(next->finishes_run);
  CHECK(fixture.listener.starts.back().counts.pending == 2);
  const Coverage coverage = fixture.coverage();
  CHECK(coverage.counts.scanned == 2);
  CHECK(coverage.counts.failed == 2);
  CHECK(coverage.counts.pending == 0);
}

TEST_CASE(
    "A target that another coordinator's plan had is scanned by the shard that it belongs to") {
  RunFixture fixture;
  const Plan whole = RunFixture::plan_with({"h/a1", "h/b2"});
  {
    StoreLink store = fixture.link();
    REQUIRE(store.ask<RunSummary>("join", [&](Store& open) {
      return open.join_run(make_run_plan(whole, "r1", 1), this_coordinator(1), fixture.time);
    }));
  }
  REQUIRE(fixture.run(RunFixture::plan_with({"h/b2"})));
  CHECK(fixture.coverage().counts.scanned == 2);
}

TEST_CASE("Shards scan what is theirs, and the last one finishes the run") {
  RunFixture fixture;
  std::vector<std::string> names;
  for (int i = 0; i < 9; ++i) names.push_back("h/r" + std::to_string(i));
  const Plan plan = RunFixture::plan_with(names);
  for (int shard = 1; shard <= 3; ++shard) {
    fixture.options.coordinator = this_coordinator(shard);
    const auto end = fixture.run(plan, "r1", 3);
    REQUIRE_MESSAGE(end.has_value(), end.error().message);
    CHECK(end->finishes_run == (shard == 3));
  }
  CHECK(fixture.begun().size() == 9);
  CHECK(fixture.coverage().counts.scanned == 9);
}

TEST_CASE("A store that does not take what is written ends the run, and the target is pending") {
  RunFixture fixture;
  const Plan plan = RunFixture::plan_with({"h/a1", "h/b2"});
  StoreLink real = fixture.link();
  int opened = 0;
  StorePatience patience;
  patience.pauses = {std::chrono::milliseconds(1), std::chrono::milliseconds(1)};
  patience.wait = [](std::chrono::milliseconds) { return true; };
  patience.on_trouble = [&fixture](const std::string& message) {
    fixture.listener.on_notice(message);
  };
  StoreLink store(
      [&]() -> Result<Store> {
        ++opened;
        if (opened > 1) return fail(ErrorKind::kUnreadable, "the server is away");
        return Store::open(fixture.dir / "store.db", StoreAccess::kWrite);
      },
      patience);
  fixture.world.on_joined = [&store]() -> Status {
    // As if the connection had been lost: the next question opens another one.
    const Status lost = store.tell("a question", [](Store&) -> Status {
      return fail(ErrorKind::kUnreadable, "the connection was lost");
    });
    return lost ? Status() : Status();
  };
  const auto end = RunLoop(fixture.options, fixture.world, plan, store, fixture.listener)
                       .run(make_run_plan(plan, "r1", 1), false);
  REQUIRE(!end.has_value());
  CHECK(end.error().message.find("the server is away") != std::string::npos);
  CHECK(end.error().message.find("3 tries") != std::string::npos);
  CHECK(fixture.listener.notices.size() == 4);
  CHECK(fixture.coverage().counts.pending == 2);
}

TEST_CASE("A clock that goes back leaves nothing pending and no claim lost") {
  RunFixture fixture;
  int asked = 0;
  fixture.world.now = [&asked] { return Timestamp{kMorning.seconds - 3600 * ++asked}; };
  const auto end = fixture.run(RunFixture::plan_with({"h/a1", "h/b2", "h/c3", "h/crash-once4"}));
  REQUIRE_MESSAGE(end.has_value(), end.error().message);
  CHECK(end->finishes_run);
  CHECK(fixture.coverage().counts.scanned == 4);
}

}  // namespace
}  // namespace keyhound::testing
