// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/joined_liveness.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

using enum LivenessState;

Liveness said(LivenessState state, std::int64_t at = 0, const std::string& reason = "") {
  return {state, Timestamp{at}, "live-check", "v", "h", 0, reason};
}

}  // namespace

TEST_CASE("A secret that works in one place works") {
  CHECK((joined_liveness({said(kRevoked), said(kIndeterminate), said(kActive)}).state == kActive));
}

TEST_CASE("A secret is dead only where every place refuses it, since the oldest of the checks") {
  const Liveness joined = joined_liveness({said(kRevoked, 20), said(kExpired, 10)});
  CHECK((joined.state == kExpired));
  CHECK(joined.at->seconds == 10);
  const Liveness open = joined_liveness({said(kRevoked), said(kUnchecked, 0, "h is not allowed")});
  CHECK((open.state == kUnchecked));
  CHECK(open.reason == "h is not allowed; 1 of 2 places refused it");
  CHECK((joined_liveness({said(kUnchecked), said(kIndeterminate, 0, "time-out")}).state ==
         kIndeterminate));
}

}  // namespace keyhound
