// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/run_pace.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Before something has ended there is no rate and no remaining time") {
  const RunProgress progress = RunPace(3, 10, 7000).progress(5);
  CHECK(progress.done == 3);
  CHECK(progress.total == 10);
  CHECK(progress.per_minute == 0);
  CHECK(!progress.seconds_remaining);
}

TEST_CASE("The remaining time goes by size, not by number") {
  constexpr std::uint64_t kLarge = 1'000'000;
  RunPace pace(0, 11, kLarge + 10 * 1000);
  pace.on_ended(kLarge);  // the largest come first
  const RunProgress progress = pace.progress(100);
  REQUIRE(progress.seconds_remaining);
  CHECK(*progress.seconds_remaining < 2);  // by number it would be 1,000 seconds
  CHECK(progress.done == 1);
  CHECK(progress.per_minute == doctest::Approx(0.6));
}

TEST_CASE("Alike targets take what the ended ones took") {
  RunPace pace(100, 200, 100 * 500);
  for (int i = 0; i < 25; ++i) pace.on_ended(500);
  const RunProgress progress = pace.progress(50);
  CHECK(progress.done == 125);
  CHECK(*progress.seconds_remaining == doctest::Approx(150));
}

TEST_CASE("When all have ended nothing remains, also where sizes were not known before") {
  RunPace pace(0, 2, 0);
  pace.on_ended(700);
  pace.on_ended(900);
  CHECK(*pace.progress(3).seconds_remaining == 0);
}

}  // namespace
}  // namespace keyhound
