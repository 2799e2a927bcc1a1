// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <functional>

#include "scanner/store/process_identity.h"
#include "scanner/store/run_totals.h"
#include "scanner/store/store.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

void on_each_store(const std::function<void(Store&)>& test) {
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    auto store = Store::open(location, StoreAccess::kWrite);
    REQUIRE_MESSAGE(store.has_value(), store.error().message);
    test(*store);
  }
}

std::string total(Store& store, std::int64_t run, const std::string& name) {
  return text_in(store, "SELECT value FROM run_totals WHERE run_id = " + std::to_string(run) +
                            " AND name = '" + name + "'");
}

TEST_CASE("A run is finished when each shard is and nothing is left, and told to one") {
  on_each_store([](Store& store) {
    const Coordinator one = this_coordinator(1);
    const Coordinator two = this_coordinator(2);
    const RunPlan plan = plan_of("r1", {planned("a", 1), planned("b", 2)}, 2);
    REQUIRE(store.join_run(plan, one, hour(0)).has_value());
    REQUIRE(store.record_scan(1, scan_of(1), stored_result({1}), hour(0)).has_value());
    CHECK_FALSE(*store.finish_shard(1, one, hour(1)));  // nobody has begun the second
    REQUIRE(store.join_run(plan, two, hour(1)).has_value());
    CHECK_FALSE(*store.finish_shard(1, two, hour(1)));  // its target is left
    CHECK(store.find_run("r1")->state == "running");
    const Coordinator again = this_coordinator(2);
    REQUIRE(store.join_run(plan, again, hour(2)).has_value());
    TargetEnd end;
    end.repository_id = 2;
    end.outcome = TargetOutcome::kFailed;
    end.reason = "access-denied";
    REQUIRE(store.end_target(1, end, hour(2)).has_value());
    CHECK(*store.finish_shard(1, again, hour(3)));
    CHECK_FALSE(*store.finish_shard(1, again, hour(4)));
    const auto run = store.find_run("r1");
    CHECK(run->state == "finished");
    CHECK(run->finished == hour(3));
    CHECK_FALSE(run->judged.has_value());
    CHECK(store.join_run(plan, this_coordinator(1), hour(5))->state == "finished");
    CHECK_FALSE(store.coverage(1)->complete());
  });
}

TEST_CASE("A finished run keeps its numbers") {
  on_each_store([](Store& store) {
    const Coordinator self = this_coordinator(1);
    RunPlan plan = plan_of("r1", {planned("a"), planned("b"), planned("c")});
    plan.repositories[2].excluded = "fork";
    REQUIRE(store.join_run(plan, self, hour(0)).has_value());
    ScanResult result = stored_result({1, 2, 3});
    result.findings[0].severity = Severity::kCritical;
    REQUIRE(store.record_scan(1, scan_of(1), result, hour(0)).has_value());
    REQUIRE(store.record_scan(1, scan_of(2), stored_result({2}, false), hour(0)).has_value());
    REQUIRE(*store.finish_shard(1, self, hour(1)));
    CHECK(total(store, 1, "findings.open") == "4");
    CHECK(total(store, 1, "findings.new") == "4");
    CHECK(total(store, 1, "findings.open.critical") == "1");
    CHECK(total(store, 1, "findings.open.low") == "0");
    CHECK(total(store, 1, "credentials.open") == "3");
    CHECK(total(store, 1, "credentials.reused") == "1");
    CHECK(total(store, 1, "targets.planned") == "3");
    CHECK(total(store, 1, "targets.scanned") == "2");
    CHECK(total(store, 1, "targets.excluded") == "1");
    CHECK(total(store, 1, "targets.incomplete") == "1");
    CHECK(total(store, 1, "repositories.with_findings") == "2");

    plan.run_key = "r2";
    REQUIRE(store.join_run(plan, self, hour(2)).has_value());
    REQUIRE(store.record_scan(2, scan_of(1), stored_result({2, 9}), hour(2)).has_value());
    TargetEnd unchanged;
    unchanged.repository_id = 2;
    unchanged.outcome = TargetOutcome::kUnchanged;
    REQUIRE(store.end_target(2, unchanged, hour(2)).has_value());
    REQUIRE(*store.finish_shard(2, self, hour(3)));
    CHECK(total(store, 2, "findings.open") == "3");
    CHECK(total(store, 2, "findings.new") == "1");
    CHECK(total(store, 2, "findings.existing") == "2");
    CHECK(total(store, 2, "findings.fixed") == "2");
    CHECK(total(store, 2, "findings.fixed.critical") == "1");
    CHECK(total(store, 2, "targets.unchanged") == "1");
    CHECK(total(store, 1, "findings.open") == "4");
  });
}

TEST_CASE("Totals are counted anew, not added") {
  on_each_store([](Store& store) {
    const Coordinator self = this_coordinator(1);
    REQUIRE(store.join_run(plan_of("r1", {planned("a")}), self, hour(0)).has_value());
    REQUIRE(store.record_scan(1, scan_of(1), stored_result({1}), hour(0)).has_value());
    REQUIRE(write_run_totals(store.database(), 1).has_value());
    REQUIRE(write_run_totals(store.database(), 1).has_value());
    CHECK(total(store, 1, "findings.open") == "1");
  });
}

}  // namespace
}  // namespace keyhound::testing
