// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/verification_summary.h"

#include <doctest/doctest.h>

#include "tests/scanner/cli/verify/sample_verification.h"

namespace keyhound {

using testing::SampleVerification;

TEST_CASE("A summary counts states, reasons, what was known and what was not asked") {
  SampleVerification sample;
  sample.ask(LivenessState::kActive)
      .ask(LivenessState::kRevoked)
      .ask(LivenessState::kRevoked)
      .ask(LivenessState::kIndeterminate, "rate limited (429)")
      .ask(LivenessState::kIndeterminate, "no connection")
      .ask(LivenessState::kIndeterminate, "no connection")
      .ask(LivenessState::kUnchecked, "the time is over")
      .know(LivenessState::kExpired)
      .skip(SkipCause::kNoVerifier, "nothing verifies acme-token")
      .skip(SkipCause::kNotAllowed, "a.example is not allowed", "add --allow a.example")
      .skip(SkipCause::kNotAllowed, "a.example is not allowed", "add --allow a.example");
  CHECK(verification_summary(sample.get()) ==
        "asked 7: active 1, revoked 2, indeterminate 3 (no connection 2, rate limited (429) 1), "
        "left over 1 (the time is over 1); known before 1: expired 1; not asked 3: no verifier 1, "
        "not allowed 2 (add --allow a.example)");
}

TEST_CASE("A summary of nothing says so") {
  CHECK(verification_summary(Verification()) == "asked 0");
  CHECK(plan_summary(Verification()) == "would ask 0");
}

TEST_CASE("A summary names a few next steps, and how many more there are") {
  SampleVerification sample;
  for (const char* host : {"a", "b", "c", "d", "e"})
    sample.skip(SkipCause::kNotAllowed, "not allowed", std::string("add --allow ") + host);
  CHECK(verification_summary(sample.get()) ==
        "asked 0; not asked 5: not allowed 5 (add --allow a, add --allow b, add --allow c, 2 more, "
        "see --dry-run)");
}

TEST_CASE("A plan says how many hosts it would ask") {
  SampleVerification sample;
  sample.ask(LivenessState::kUnchecked).ask(LivenessState::kUnchecked);
  CHECK(plan_summary(sample.get()) == "would ask 2 at 1 host");
}

TEST_CASE("Something is open where it could have been told and was not") {
  using State = LivenessState;
  CHECK_FALSE(leaves_open(SampleVerification().ask(State::kRevoked).get()));
  CHECK_FALSE(leaves_open(SampleVerification().know(State::kActive).get()));
  CHECK_FALSE(leaves_open(SampleVerification().skip(SkipCause::kNoVerifier, "none").get()));
  CHECK_FALSE(leaves_open(SampleVerification().skip(SkipCause::kCanary, "trap").get()));
  CHECK(leaves_open(SampleVerification().ask(State::kIndeterminate, "no answer").get()));
  CHECK(leaves_open(SampleVerification().ask(State::kUnchecked, "the time is over").get()));
  for (const SkipCause cause :
       {SkipCause::kNotAllowed, SkipCause::kLacks, SkipCause::kNoEndpoint, SkipCause::kOverBound})
    CHECK(leaves_open(SampleVerification().skip(cause, "open").get()));
}

}  // namespace keyhound
