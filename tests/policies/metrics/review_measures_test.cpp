// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/metrics/measured.h"

namespace keyhound {
namespace {

// As of 2027-01-31.
const char* const kRegistry =
    "credentials:\n"
    "  - {id: a, review: {period: P30D, last: 2027-01-01}}\n"
    "  - {id: b, review: {period: P29D, last: 2027-01-01}}\n"
    "  - {id: c, review: {period: P400D}, lifecycle: {created: 2026-12-01}}\n"
    "  - {id: d}\n"
    "  - {id: pat, type: human-pat, review: {period: P30D, last: 2026-01-01}}\n"
    "  - {id: old, status: retired, review: {period: P1D}}\n";

}  // namespace

TEST_CASE("Reviews in time are told apart for machine identities and for tokens of people") {
  const testing::Measured measured(kRegistry);
  CHECK(measured.say(machine_reviews_in_time) ==
        "66.6 % (2 of 3) / left out: it has no review period: 1");
  CHECK(measured.say(human_reviews_in_time) == "0.0 % (0 of 1)");
}

TEST_CASE("Machine identities without a review period are not reviewed more often than people") {
  CHECK(testing::Measured(kRegistry).say(reviews_faster_than_human) == "50.0 % (2 of 4)");
}

TEST_CASE("Reviews that are in time or faster are those that pass RVW1001 and RVW1002") {
  const testing::Measured measured(kRegistry);
  std::vector<Finding> findings;
  const Assessment assessment =
      judge(testing::input_of(measured.registry(), testing::day(30)), findings);
  std::uint64_t in_time = 0;
  for (auto* measure : {machine_reviews_in_time, human_reviews_in_time})
    in_time += std::get<Share>(measure(measured.input()).value).part;
  for (const PolicyCounts& counts : assessment.counts) {
    if (counts.policy_id == "RVW1001") CHECK(counts.of(Outcome::kPass) == in_time);
    if (counts.policy_id == "RVW1002") {
      CHECK(counts.of(Outcome::kPass) ==
            std::get<Share>(reviews_faster_than_human(measured.input()).value).part);
    }
  }
}

TEST_CASE("Without reviews that are due there is no data") {
  CHECK(testing::Measured("credentials: [{id: d}]").say(human_reviews_in_time) ==
        "no data: no token of a person in use has a review period");
  CHECK(testing::Measured("").say(machine_reviews_in_time) ==
        "no data: no registry was given (--registry)");
}

}  // namespace keyhound
