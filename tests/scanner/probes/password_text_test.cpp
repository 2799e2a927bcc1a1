// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/password_text.h"

#include <doctest/doctest.h>

#include "tests/scanner/probes/probe_cases.h"

namespace keyhound::testing {

TEST_CASE("A password is literal where nothing writes its characters otherwise") {
  CHECK(is_literal(marker_password() + "!$;<>{}#\"'/:@"));
  for (const char* other : {"a&amp;b", "a\\nb", "a%20b", "a b", "a\tb", "p\xc3\xa4ss", "a\x7f"})
    CHECK_FALSE(is_literal(other));
}

TEST_CASE("A password that may be cut is never revoked, and may be active") {
  const auto state = [](LivenessState seen, const char* name) {
    Liveness answer;
    answer.state = seen;
    return unless_cut(login_parts("x", {{name, "true"}}), answer).state;
  };
  CHECK(state(LivenessState::kRevoked, "may_be_cut") == LivenessState::kIndeterminate);
  CHECK(state(LivenessState::kRevoked, "host") == LivenessState::kRevoked);
  CHECK(state(LivenessState::kActive, "may_be_cut") == LivenessState::kActive);
  CHECK(state(LivenessState::kExpired, "may_be_cut") == LivenessState::kExpired);
}

}  // namespace keyhound::testing
