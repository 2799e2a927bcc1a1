// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/store/process_identity.h"
#include "scanner/store/store.h"
#include "tests/support/stored_scans.h"
#include "tests/support/test_stores.h"

namespace keyhound::testing {
namespace {

TEST_CASE("What was read is not replaced by what was not") {
  struct Row {
    std::vector<TargetOutcome> ends;
    const char* outcome;
  };
  using enum TargetOutcome;
  const std::vector<Row> rows = {
      {{kFailed}, "failed"},
      {{kUnchanged}, "unchanged"},
      {{kExcluded}, "excluded"},
      {{kPending}, "pending"},
      {{kFailed, kFailed}, "failed"},
      {{kUnchanged, kFailed}, "unchanged"},
      {{kFailed, kUnchanged}, "unchanged"},
      {{kFailed, kPending}, "failed"},
      {{kExcluded, kFailed}, "excluded"},
      {{kScanned, kUnchanged}, "scanned"},
      {{kScanned, kFailed}, "scanned"},
      {{kUnchanged, kScanned}, "scanned"},
  };
  const TestStores stores;
  for (const std::string& location : stores.locations()) {
    CAPTURE(location);
    auto store = Store::open(location, StoreAccess::kWrite);
    REQUIRE(store.has_value());
    int number = 0;
    for (const Row& row : rows) {
      const auto run = store->join_run(plan_of("r" + std::to_string(++number), {planned("a")}),
                                       this_coordinator(1), hour(0));
      REQUIRE(run.has_value());
      for (const TargetOutcome outcome : row.ends) {
        TargetEnd end;
        end.repository_id = 1;
        end.outcome = outcome;
        end.reason = "why";
        end.message = "It went so";
        const Status ended = outcome == kScanned ? store->record_scan(run->id, scan_of(1),
                                                                      stored_result({}), hour(0))
                                                 : store->end_target(run->id, end, hour(0));
        REQUIRE_MESSAGE(ended.has_value(), ended.error().message);
      }
      CAPTURE(number);
      CHECK(text_in(*store, "SELECT outcome FROM run_targets WHERE run_id = " +
                                std::to_string(run->id)) == row.outcome);
    }
    CHECK(text_in(*store,
                  "SELECT reason || message || (ended > '') FROM run_targets WHERE run_id = "
                  "1")
              .starts_with("whyIt went so"));
    TargetEnd stranger;
    stranger.repository_id = 77;
    CHECK(store->end_target(1, stranger, hour(0)).error().kind == ErrorKind::kNotFound);
  }
}

}  // namespace
}  // namespace keyhound::testing
