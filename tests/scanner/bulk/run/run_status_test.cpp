// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/run_status.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "scanner/bulk/run/run_json.h"
#include "tests/scanner/bulk/run/run_fixture.h"

namespace keyhound::testing {
namespace {

using nlohmann::json;

RunStatus status_after(RunFixture& fixture, const Plan& plan, int shard = 0) {
  REQUIRE(fixture.run(plan));
  auto store = Store::open(fixture.dir / "store.db", StoreAccess::kRead);
  REQUIRE(store.has_value());
  auto status = read_run_status(*store, store->find_run("r1").value(), shard);
  REQUIRE_MESSAGE(status.has_value(), status.error().message);
  return std::move(*status);
}

TEST_CASE("A status has every target that did not end whole, and its counts add up") {
  RunFixture fixture;
  Plan plan =
      RunFixture::plan_with({"h/a1", "h/b2", "h/gone", "h/incomplete3", "h/unchanged4", "h/z"});
  plan.targets[5].excluded = "archived";
  plan.targets[5].excluded_message = "it is archived";
  const RunStatus status = status_after(fixture, plan);
  CHECK(status.coverage.counts.planned == 6);
  REQUIRE(status.failed.size() == 1);
  CHECK(status.failed[0].name == "h/gone");
  CHECK(status.failed[0].reason == "not-found");
  REQUIRE(status.incomplete.size() == 1);
  CHECK(status.incomplete[0].name == "h/incomplete3");
  REQUIRE(status.excluded.size() == 1);
  CHECK(status.excluded[0].message == "it is archived");
  CHECK(status.pending.empty());
  CHECK(status.findings.open == 3);
  CHECK(status.findings.added == 3);

  const json document = json::parse(run_status_json(status));
  CHECK(document["schema"] == "keyhound/bulk-status/v1");
  CHECK(document["state"] == "finished");
  CHECK(document["coverage"]["targets"]["planned"] == 6);
  CHECK(document["coverage"]["complete"] == false);
  CHECK(document["failed"][0]["reason"] == "not-found");
  CHECK(document["excluded"][0]["reason"] == "archived");
  const json summary = json::parse(summary_line(status, 3, kMorning));
  CHECK(summary["type"] == "summary");
  CHECK(summary["exit_code"] == 3);
  CHECK(summary["coverage"] == document["coverage"]);
}

TEST_CASE("Reasons are counted, the most frequent first") {
  std::vector<RunTarget> targets(3);
  targets[0].reason = "fork";
  targets[1].reason = "archived";
  targets[2].reason = "archived";
  CHECK(count_reasons(targets) == "2 archived, 1 fork");
  CHECK(count_reasons({}).empty());
}

TEST_CASE("Lines of the log are one line of ASCII, whatever a repository is called") {
  TargetReport target;
  target.name = "h/a\nb\x1b[2J\xff\xe2\x80\xae";
  target.outcome = TargetOutcome::kFailed;
  target.reason = "crashed";
  target.message = "##[error] it broke";
  target.is_retried = true;
  target.seconds = 0.12345;
  const std::string line = target_line(target, kMorning);
  for (const char c : line) CHECK((c >= ' ' && c <= '~'));
  const json object = json::parse(line);
  CHECK(object["outcome"] == "retried");
  CHECK(object["seconds"] == 0.123);
  CHECK(!object.contains("findings"));
  CHECK(json::parse(notice_line("wait", kMorning))["message"] == "wait");
  RunOpening start;
  start.run.run_key = "k";
  start.is_continued = true;
  CHECK(json::parse(start_line(start, kMorning))["continued"] == true);
}

}  // namespace
}  // namespace keyhound::testing
