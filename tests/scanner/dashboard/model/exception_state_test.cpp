// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/exception_state.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("An exception that is over is ended, whatever else is said of it") {
  constexpr Timestamp kNow = {1'000'000'000};
  constexpr std::int64_t kDay = 86'400;
  BoardException one;
  one.is_in_force = true;
  CHECK(exception_state(one, kNow) == "no-end");
  one.expires = Timestamp{kNow.seconds - 1};
  CHECK(exception_state(one, kNow) == "ended");
  one.expires = kNow;
  CHECK(exception_state(one, kNow) == "ends-soon");
  one.expires = Timestamp{kNow.seconds + 14 * kDay};
  CHECK(exception_state(one, kNow) == "ends-soon");
  one.expires = Timestamp{kNow.seconds + 14 * kDay + 1};
  CHECK(exception_state(one, kNow) == "in-force");
  one.is_in_force = false;
  CHECK(exception_state(one, kNow) == "not-in-force");
  CHECK(end_word("ended").word == "Ended");
  CHECK(end_word("anything").word == "Not in force");
}
