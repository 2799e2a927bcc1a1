// SPDX-License-Identifier: Apache-2.0
#include "tests/policies/metrics/measured.h"

namespace keyhound {

TEST_CASE("A waiver is in no pass rate, an error lowers it, and unknown policies are told") {
  const testing::Measured measured("", testing::sample_evaluations());
  CHECK(measured.say(policy_pass_rate) ==
        "62.5 % (5 of 8) / left out: waived: 1; not applicable: 1; evaluation of a policy that is "
        "not known here (--policies): 1");
  CHECK(measured.say(policy_waived_share).rfind("11.1 % (1 of 9) / ", 0) == 0);
  CHECK(measured.say(policies_evaluated).rfind("8.3 % (3 of 36)", 0) == 0);
}

TEST_CASE("Without evaluations there is no pass rate") {
  const testing::Measured other("", {testing::triaged("a")});
  CHECK(other.say(policy_waived_share) == "no data: no policy was evaluated in the period");
  CHECK(other.say(policies_evaluated) == "0.0 % (0 of 36)");
  CHECK(testing::Measured("").say(policy_pass_rate) == "no data: no ledger was given");
  const testing::Measured waived(
      "", {testing::evaluated("ROT1001", "credential:a", "waived", testing::day(1))});
  CHECK(waived.say(policy_pass_rate) ==
        "no data: no evaluation of the period passed, failed or ended in an error / left out: "
        "waived: 1");
}

}  // namespace keyhound
