// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/metrics/measured.h"

namespace keyhound {
namespace {

// As of 2027-01-31.
const char* const kRegistry =
    "credentials:\n"
    "  - {id: in-time, lifecycle: {last_rotated: {at: 2027-01-01, source: vault}, rotation: "
    "{period: P30D}}}\n"
    "  - {id: late, lifecycle: {last_rotated: 2026-12-31, rotation: {period: P30D}}}\n"
    "  - {id: graced, lifecycle: {last_rotated: 2026-12-31, rotation: {period: P30D, grace: "
    "P1D}}}\n"
    "  - {id: new, lifecycle: {created: 2027-01-30, rotation: {period: P30D}}}\n"
    "  - {id: later, lifecycle: {created: 2026-12-22, rotation: {period: P30D}}}\n"
    "  - {id: unknown, lifecycle: {rotation: {period: P30D}}}\n"
    "  - {id: future, lifecycle: {last_rotated: 2027-03-01, rotation: {period: P30D}}}\n"
    "  - {id: free}\n"
    "  - {id: typed, kind: password, lifecycle: {last_rotated: 2020-01-01, rotation: {period: "
    "P30D}}}\n"
    "  - {id: old, status: revoked, lifecycle: {rotation: {period: P30D}}}\n";

}  // namespace

TEST_CASE(
    "Rotations are in time up to the last second, overdue after it, and unknown is not in time") {
  const testing::Measured measured(kRegistry);
  CHECK(measured.say(rotations_in_time) == "42.8 % (3 of 7)");
  CHECK(measured.say(rotations_unknown) == "28.5 % (2 of 7)");
  CHECK(measured.say(rotations_overdue) ==
        "p50 1 day, p90 10 days, max 10 days, mean 5 days; 2 / left out: neither rotation nor "
        "creation is recorded, or it lies in the future: 2");
  CHECK(measured.say(rotations_required) ==
        "87.5 % (7 of 8) / left out: memorised secret, which is not rotated periodically: 1");
  CHECK(measured.say(rotations_observed) ==
        "20.0 % (1 of 5) / left out: no rotation is recorded: 4");
}

TEST_CASE("Rotations in time are those that pass ROT1001") {
  const testing::Measured measured(kRegistry);
  std::vector<Finding> findings;
  const Assessment assessment =
      judge(testing::input_of(measured.registry(), testing::day(30)), findings);
  for (const PolicyCounts& counts : assessment.counts) {
    if (counts.policy_id != "ROT1001") continue;
    const auto share = std::get<Share>(rotations_in_time(measured.input()).value);
    CHECK(share.part == counts.of(Outcome::kPass));
    CHECK(share.whole == counts.of(Outcome::kPass) + counts.of(Outcome::kFail));
    return;
  }
  FAIL("ROT1001 was not asked");
}

TEST_CASE("Without rotations that are required there is no data") {
  const testing::Measured none("credentials: [{id: free}]");
  CHECK(none.say(rotations_in_time) == "no data: no credential in use has a rotation period");
  CHECK(none.say(rotations_overdue) == "no data: no credential in use has a rotation period");
  CHECK(none.say(rotations_required) == "0.0 % (0 of 1)");
  CHECK(testing::Measured("").say(rotations_unknown) ==
        "no data: no registry was given (--registry)");
}

}  // namespace keyhound
