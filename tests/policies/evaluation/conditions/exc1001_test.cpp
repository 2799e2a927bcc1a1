// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "policies/evaluation/condition.h"

namespace keyhound {

TEST_CASE("EXC1001 fails one second after the expiry, unless the exception is closed by then") {
  Exception exception;
  exception.expires = {1000};
  PolicyFacts facts;
  facts.exception = &exception;
  facts.now = {1000};
  CHECK(decide_exc1001(facts, {}).outcome == Outcome::kPass);
  facts.now = {1001};
  CHECK(decide_exc1001(facts, {}).outcome == Outcome::kFail);
  exception.closure.at = Timestamp{1002};
  CHECK(decide_exc1001(facts, {}).outcome == Outcome::kFail);
  exception.closure.at = Timestamp{1001};
  CHECK(decide_exc1001(facts, {}).outcome == Outcome::kPass);
}

}  // namespace keyhound
