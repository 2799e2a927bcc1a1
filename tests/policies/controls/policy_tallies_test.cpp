// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/policy_tallies.h"

#include "tests/policies/controls/evaluated_ledger.h"

namespace keyhound {
namespace {

using testing::day;

PolicyTallies tallies_of(const std::vector<EvidenceEvent>& events) {
  PolicyTallies tallies;
  std::uint64_t seq = 0;
  for (const EvidenceEvent& event : events) {
    LedgerEvent entry;
    entry.seq = ++seq;
    entry.event = event;
    if (const auto evaluation = evaluation_of(entry)) tallies.add(*evaluation);
  }
  return tallies;
}

std::uint64_t current(const PolicyTally& tally, Outcome outcome) {
  return tally.current[static_cast<std::size_t>(outcome)];
}

}  // namespace

TEST_CASE("Evaluations are counted by outcome, and a subject stands as its newest one says") {
  const PolicyTallies tallies = tallies_of(testing::sample_evaluations());
  const PolicyTally* rotation = tallies.find("ROT1001");
  REQUIRE(rotation != nullptr);
  CHECK(rotation->of(Outcome::kPass) == 2);
  CHECK(rotation->of(Outcome::kFail) == 1);
  CHECK(rotation->of(Outcome::kWaived) == 1);
  CHECK(rotation->of(Outcome::kError) == 1);
  CHECK(rotation->of(Outcome::kNotApplicable) == 1);
  CHECK(current(*rotation, Outcome::kPass) == 1);
  CHECK(current(*rotation, Outcome::kWaived) == 1);
  CHECK(current(*rotation, Outcome::kNotApplicable) == 1);
  CHECK(current(*rotation, Outcome::kFail) == 0);
  CHECK(current(*rotation, Outcome::kError) == 0);
  CHECK(rotation->first == day(1));
  CHECK(rotation->last == day(2));
  CHECK(tallies.find("OWN1001") == nullptr);
}

TEST_CASE("An evaluation that is recorded late changes the counts, not how a subject stands") {
  const PolicyTallies tallies =
      tallies_of({testing::evaluated("ROT1001", "credential:a", "pass", day(5)),
                  testing::evaluated("ROT1001", "credential:a", "fail", day(2)),
                  testing::evaluated("ROT1001", "credential:b", "fail", day(5)),
                  testing::evaluated("ROT1001", "credential:b", "pass", day(5))});
  const PolicyTally* tally = tallies.find("ROT1001");
  CHECK(tally->of(Outcome::kFail) == 2);
  CHECK(current(*tally, Outcome::kPass) == 2);
  CHECK(current(*tally, Outcome::kFail) == 0);
  CHECK(tally->first == day(2));
}

TEST_CASE("An error or a failure lowers the pass rate, a waiver does neither that nor raises it") {
  OutcomeCounts counts{};
  CHECK_FALSE(pass_rate(counts));
  counts[static_cast<std::size_t>(Outcome::kWaived)] = 5;
  CHECK_FALSE(pass_rate(counts));
  counts[static_cast<std::size_t>(Outcome::kPass)] = 2;
  CHECK(*pass_rate(counts) == 1.0);
  counts[static_cast<std::size_t>(Outcome::kFail)] = 1;
  counts[static_cast<std::size_t>(Outcome::kError)] = 1;
  CHECK(*pass_rate(counts) == 0.5);
  CHECK(evaluations(counts) == 9);
}

TEST_CASE("Shares are rounded down, so that only all of it is 100 %") {
  CHECK(percent(9999.0 / 10000) == "99.9 %");
  CHECK(percent(1.0) == "100.0 %");
  CHECK(percent(0.1) == "10.0 %");
  CHECK(percent(0.29) == "29.0 %");
  CHECK(percent(2.0 / 3) == "66.6 %");
  CHECK(percent(0.0) == "0.0 %");
  CHECK(percent(std::nullopt) == "no data");
}

TEST_CASE("Events of other types, and evaluations that cannot be read, are none") {
  CHECK(tallies_of({testing::triaged("a"),
                    {"policy.evaluated", {}, {}, "credential:a", {{"policy", 7}}},
                    {"policy.evaluated", {}, {}, "a", {{"policy", "P"}, {"outcome", "maybe"}}}})
            .all()
            .empty());
}

}  // namespace keyhound
