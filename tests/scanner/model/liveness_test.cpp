// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/liveness.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace keyhound;

TEST_CASE("Every state of liveness is read from the name that it is written with") {
  std::set<std::string> names;
  for (const LivenessState state :
       {LivenessState::kUnchecked, LivenessState::kActive, LivenessState::kRevoked,
        LivenessState::kExpired, LivenessState::kIndeterminate}) {
    const std::string name(to_string(state));
    CAPTURE(name);
    CHECK(names.insert(name).second);
    CHECK(parse_liveness_state(name) == state);
  }
  CHECK(to_string(LivenessState::kActive) == "active");
}

TEST_CASE("What is no state of liveness is not read as one") {
  for (const char* text : {"", "Active", "active ", "alive"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_liveness_state(text).has_value());
  }
}
