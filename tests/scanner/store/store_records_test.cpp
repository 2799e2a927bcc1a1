// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/store_records.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Outcomes are written and read alike") {
  for (const TargetOutcome outcome :
       {TargetOutcome::kPending, TargetOutcome::kScanned, TargetOutcome::kUnchanged,
        TargetOutcome::kFailed, TargetOutcome::kExcluded})
    CHECK(parse_target_outcome(to_string(outcome)) == outcome);
  CHECK(to_string(TargetOutcome::kUnchanged) == "unchanged");
  CHECK_FALSE(parse_target_outcome("lost").has_value());
}

TEST_CASE("Names that are no text are stored with escapes, which tells them apart") {
  CHECK(stored_name("github.com/acme/pay") == "github.com/acme/pay");
  CHECK(stored_name("a\xFF") != stored_name("a\xFE"));
  CHECK(stored_name("a\nb") == "a\\nb");
}

TEST_CASE("Coverage is complete when every target was read or left out for a reason") {
  Coverage coverage;
  coverage.counts = {5, 0, 2, 2, 0, 1};
  CHECK(coverage.complete());
  coverage.counts.failed = 1;
  CHECK_FALSE(coverage.complete());
  coverage.counts.failed = 0;
  coverage.incomplete_scans = 1;
  CHECK_FALSE(coverage.complete());
  coverage.incomplete_scans = 0;
  coverage.plan_complete = false;
  CHECK_FALSE(coverage.complete());
}

}  // namespace
}  // namespace keyhound
