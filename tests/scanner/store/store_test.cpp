// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/store.h"

#include <doctest/doctest.h>

#include "scanner/store/process_identity.h"
#include "tests/support/stored_scans.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

TEST_CASE("A run goes from its plan over claims and scans to its end") {
  const TempDir folder;
  auto store = Store::open(folder / "s.db", StoreAccess::kWrite);
  REQUIRE_MESSAGE(store.has_value(), store.error().message);
  const Coordinator self = this_coordinator(1);
  const auto run = store->join_run(
      plan_of("r1", {planned("github.com/acme/a"), planned("github.com/acme/b")}), self, hour(0));
  REQUIRE_MESSAGE(run.has_value(), run.error().message);
  const auto first = store->claim_target(run->id, self, hour(0));
  REQUIRE_MESSAGE(first.has_value(), first.error().message);
  REQUIRE(first->has_value());
  CHECK((*first)->name == "github.com/acme/a");
  RecordedScan scan;
  scan.repository_id = (*first)->repository_id;
  scan.refs_digest = "sha256:refs";
  const Status recorded = store->record_scan(run->id, scan, stored_result({1, 2}), hour(1));
  REQUIRE_MESSAGE(recorded.has_value(), recorded.error().message);
  const auto second = store->claim_target(run->id, self, hour(1));
  REQUIRE(second.has_value());
  REQUIRE(second->has_value());
  TargetEnd end;
  end.repository_id = (*second)->repository_id;
  end.reason = "not-found";
  REQUIRE(store->end_target(run->id, end, hour(1)).has_value());
  const auto none = store->claim_target(run->id, self, hour(1));
  REQUIRE(none.has_value());
  CHECK_FALSE(none->has_value());
  const auto finished = store->finish_shard(run->id, self, hour(2));
  REQUIRE_MESSAGE(finished.has_value(), finished.error().message);
  CHECK(*finished);
  const auto coverage = store->coverage(run->id);
  REQUIRE(coverage.has_value());
  CHECK(coverage->counts.planned == 2);
  CHECK(coverage->counts.scanned == 1);
  CHECK(coverage->counts.failed == 1);
}

}  // namespace
}  // namespace keyhound::testing
