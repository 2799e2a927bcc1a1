// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/revoked_check.h"

#include "tests/policies/lifecycle/revoked_entries.h"

namespace keyhound::testing {

using enum LivenessState;

TEST_CASE("Each entry that is called revoked has an outcome, the worst first") {
  const RevokedCheck all = check_of(
      revoked_entry("refused", "r", ", status: revoked") +
          revoked_entry("gone", "g", ", status: revoked") +
          revoked_entry("untold", "u", ", status: revoked") +
          revoked_entry("works", "w", ", status: retired") + revoked_entry("in-use", "i", "") +
          "  - {id: nameless, status: revoked}\n",
      {checked_finding("r", kRevoked), checked_finding("u", kIndeterminate, "rate limited (429)"),
       checked_finding("w", kActive), checked_finding("i", kActive)});
  std::vector<std::string> outcomes;
  for (const RevokedEntry& one : all.entries)
    outcomes.push_back(one.credential + " " + std::string(to_string(one.outcome)));
  CHECK(outcomes == std::vector<std::string>{"works works", "untold untold", "gone no-value",
                                             "nameless no-value", "refused refused"});
  CHECK(all.counts == std::array<std::size_t, kRevokedOutcomes>{1, 1, 2, 1});
  CHECK(all.entries[2].missing == std::vector<std::string>{value_print("g")});
}

TEST_CASE("What was not checked is untold, and of several values the worst decides") {
  const std::string two = "  - {id: a, status: revoked, identity: {fingerprints: [\"" +
                          value_print("s") + "\", \"" + value_print("t") + "\"]}}\n";
  const auto outcome = [&two](std::vector<Finding> findings) {
    return std::string(to_string(check_of(two, std::move(findings)).entries.at(0).outcome));
  };
  CHECK(outcome({checked_finding("s", kRevoked), checked_finding("t", kExpired)}) == "refused");
  CHECK(outcome({checked_finding("s", kRevoked)}) == "no-value");
  CHECK(outcome({checked_finding("s", kRevoked), checked_finding("t", kUnchecked)}) == "untold");
  CHECK(outcome({checked_finding("s", kActive), checked_finding("t", kUnchecked)}) == "works");
  CHECK(outcome({}) == "no-value");
}

TEST_CASE("Of an entry in use only the replaced value counts") {
  const RevokedCheck one =
      check_of("  - {id: a, identity: {fingerprints: [{value: \"" + value_print("s") +
                   "\", to: 2026-11-01}, \"" + value_print("t") + "\"]}}\n",
               {checked_finding("s", kRevoked), checked_finding("t", kActive)});
  REQUIRE(one.entries.size() == 1);
  CHECK(one.entries[0].outcome == RevokedOutcome::kRefused);
  REQUIRE(one.entries[0].found.size() == 1);
  CHECK(one.entries[0].found[0].call.why == RevokedBecause::kReplaced);
}

TEST_CASE("A value under two rules is told once, by what its checks told") {
  Finding other = checked_finding("s", kUnchecked);
  other.rule_id = "other-key";
  const RevokedCheck one = check_of(revoked_entry("a", "s", ", status: revoked"),
                                    {other, checked_finding("s", kActive)});
  REQUIRE(one.entries[0].found.size() == 1);
  CHECK(one.entries[0].found[0].rule == "sample-key");
  CHECK(one.entries[0].outcome == RevokedOutcome::kWorks);
}

TEST_CASE("A value that is tied by its place alone says nothing about the entry") {
  const RevokedCheck one =
      check_of("  - {id: a, status: revoked, identity: {locators: [{path: s.env}]}}\n",
               {checked_finding("s", kRevoked)});
  CHECK(one.entries[0].outcome == RevokedOutcome::kNoValue);
}

}  // namespace keyhound::testing
