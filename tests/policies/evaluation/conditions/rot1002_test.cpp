// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "policies/evaluation/condition.h"

namespace keyhound {
namespace {

constexpr Timestamp kNow{10'000};

// A leak at 5000, with 1000 seconds to rotate by policy.
struct Leak {
  Finding finding;
  Credential credential;
  FingerprintEntry value;
  PolicyFacts facts;
  PolicyDefinition policy;

  Leak() {
    facts.now = kNow;
    facts.finding = &finding;
    facts.credential = &credential;
    facts.leaked = Timestamp{5000};
    policy.params["on_leak"] = {1000};
  }
  Leak(const Leak&) = delete;
  Outcome outcome() const { return decide_rot1002(facts, policy).outcome; }
};

}  // namespace

TEST_CASE("ROT1002 passes a rotation at the leak or after it, not before, and not in the future") {
  Leak leak;
  CHECK(leak.outcome() == Outcome::kFail);
  leak.credential.lifecycle.last_rotated.at = Timestamp{4999};
  CHECK(leak.outcome() == Outcome::kFail);
  leak.credential.lifecycle.last_rotated.at = Timestamp{5000};
  CHECK(leak.outcome() == Outcome::kPass);
  leak.credential.lifecycle.last_rotated.at = kNow;
  CHECK(leak.outcome() == Outcome::kPass);
  leak.credential.lifecycle.last_rotated.at = Timestamp{10'001};
  CHECK(leak.outcome() == Outcome::kFail);
}

TEST_CASE("ROT1002 gives the time to rotate that the entry or the policy says, to the second") {
  Leak leak;
  leak.facts.leaked = Timestamp{9000};
  CHECK(leak.outcome() == Outcome::kPass);
  leak.facts.leaked = Timestamp{8999};
  CHECK(leak.outcome() == Outcome::kFail);
  leak.credential.lifecycle.rotation.on_leak = Duration{1001};
  CHECK(leak.outcome() == Outcome::kPass);
  leak.credential.lifecycle.rotation.on_leak = Duration{0};
  leak.facts.leaked = kNow;
  CHECK(leak.outcome() == Outcome::kPass);
}

TEST_CASE("ROT1002 passes a value that was replaced, once it was") {
  Leak leak;
  leak.facts.value = &leak.value;
  CHECK(leak.outcome() == Outcome::kFail);
  leak.value.to = kNow;
  CHECK(leak.outcome() == Outcome::kPass);
  leak.value.to = Timestamp{10'001};
  CHECK(leak.outcome() == Outcome::kFail);
}

TEST_CASE("ROT1002 never passes a weak match") {
  Leak leak;
  leak.facts.is_weak = true;
  leak.credential.lifecycle.last_rotated.at = kNow;
  CHECK(leak.outcome() == Outcome::kNotApplicable);
}

TEST_CASE("ROT1002 cannot judge a commit from the future, and does not guess a time of leak") {
  Leak leak;
  leak.facts.leaked = Timestamp{10'001};
  CHECK(leak.outcome() == Outcome::kError);
  leak.facts.leaked.reset();
  CHECK(leak.outcome() == Outcome::kNotApplicable);
}

}  // namespace keyhound
