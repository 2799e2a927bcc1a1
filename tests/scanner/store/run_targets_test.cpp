// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/run_targets.h"

#include <doctest/doctest.h>

#include "scanner/store/finding_counts.h"
#include "scanner/store/process_identity.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

std::string names_of(Store& store, std::int64_t run_id, const RunTargetFilter& filter) {
  std::string names;
  const Status listed =
      list_run_targets(store.database(), run_id, filter, [&names](const RunTarget& target) {
        names += target.name + " ";
        return Status();
      });
  REQUIRE_MESSAGE(listed.has_value(), listed.error().message);
  return names;
}

// Scans "h/a" of the first shard with findings 1 to 3, without having read everything.
std::int64_t begun_run(Store& store) {
  PlannedRepository excluded = planned("h/x");
  excluded.excluded = "fork";
  const Coordinator self = this_coordinator(1);
  const auto run = store.join_run(
      plan_of("r1", {planned("h/a"), planned("h/b"), planned("h/c", 2), excluded}, 2), self,
      hour(0));
  REQUIRE_MESSAGE(run.has_value(), run.error().message);
  const auto claim = store.claim_target(run->id, self, "h/a", hour(0));
  REQUIRE(claim.has_value());
  REQUIRE(claim->has_value());
  RecordedScan scan;
  scan.repository_id = (*claim)->repository_id;
  ScanResult result = stored_result({1, 2, 3}, false);
  result.findings[0].severity = Severity::kCritical;
  result.findings[1].severity = Severity::kLow;
  result.findings[2].severity = Severity::kInfo;
  REQUIRE(store.record_scan(run->id, scan, result, hour(1)));
  return run->id;
}

TEST_CASE("Targets of a run are listed by shard, outcome and completeness, in both databases") {
  TestStores stores;
  for (const std::string& location : stores.locations()) {
    auto store = Store::open(location, StoreAccess::kWrite);
    REQUIRE(store.has_value());
    const std::int64_t run = begun_run(*store);
    CHECK(names_of(*store, run, {}) == "h/a h/b h/c h/x ");
    CHECK(names_of(*store, run, {2, {}, false}) == "h/c ");
    CHECK(names_of(*store, run, {0, {TargetOutcome::kPending}, false}) == "h/b h/c ");
    CHECK(names_of(*store, run, {0, {TargetOutcome::kExcluded, TargetOutcome::kScanned}, false}) ==
          "h/a h/x ");
    CHECK(names_of(*store, run, {0, {}, true}) == "h/a ");
    const auto found = find_run_target(store->database(), run, "h/x");
    REQUIRE(found.has_value());
    CHECK(found->reason == "fork");
    CHECK(found->location == "https://h/x.git");
    const auto missing = find_run_target(store->database(), run, "h/none");
    REQUIRE(!missing.has_value());
    CHECK(missing.error().kind == ErrorKind::kNotFound);
  }
}

TEST_CASE("Open findings are counted by repository, and by run, shard and severity") {
  TestStores stores;
  for (const std::string& location : stores.locations()) {
    auto store = Store::open(location, StoreAccess::kWrite);
    REQUIRE(store.has_value());
    const std::int64_t run = begun_run(*store);
    Database& database = store->database();
    CHECK(finding_counts_of_run(database, run, 0, Severity::kInfo)->open == 3);
    CHECK(finding_counts_of_run(database, run, 1, Severity::kLow)->open == 2);
    CHECK(finding_counts_of_run(database, run, 0, Severity::kHigh)->added == 1);
    CHECK(finding_counts_of_run(database, run, 2, Severity::kInfo)->open == 0);
    const auto row = database.one_row("SELECT id FROM repositories WHERE name = 'h/a'");
    REQUIRE(row.has_value());
    const auto counts = finding_counts(database, whole_number(row->front()));
    REQUIRE(counts.has_value());
    CHECK(counts->open == 3);
    CHECK(counts->added == 3);
  }
}

}  // namespace
}  // namespace keyhound::testing
