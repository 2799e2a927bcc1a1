// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/since.h"

#include <doctest/doctest.h>

#include "tests/support/question_store.h"

namespace keyhound::testing {

TEST_CASE("A time since when is a date, a word, or how long ago") {
  constexpr Timestamp kNoon{1'796'040'000};  // 2026-11-30T12:00:00Z
  const auto text = [](std::string_view since) {
    const auto time = since_time(since, kNoon);
    return time ? format_timestamp(*time) : "none";
  };
  CHECK(text("today") == "2026-11-30T00:00:00Z");
  CHECK(text("yesterday") == "2026-11-29T00:00:00Z");
  CHECK(text("36h") == "2026-11-29T00:00:00Z");
  CHECK(text("7d") == "2026-11-23T12:00:00Z");
  CHECK(text("2w") == "2026-11-16T12:00:00Z");
  CHECK(text("P7D") == "2026-11-23T12:00:00Z");
  CHECK(text("2026-11-23") == "2026-11-23T00:00:00Z");
  CHECK(text("2026-11-23T09:00:00+01:00") == "2026-11-23T08:00:00Z");
  for (const char* nonsense : {"", "d", "7", "7x", "-7d", "7.5d", "999999999999d", "soon"}) {
    CAPTURE(nonsense);
    CHECK(text(nonsense) == "none");
  }
}

TEST_CASE("A run's key wins over a time, and \"last\" is the last run") {
  on_question_stores([](QuestionStore& store) {
    constexpr Timestamp kNoon{1'796'040'000};
    const auto run = resolve_since(store.database(), "night-2", kNoon);
    REQUIRE(run.has_value());
    CHECK(run->run_id == 2);
    CHECK(run->text == "night-2");
    CHECK(resolve_since(store.database(), "last", kNoon)->run_id == 3);
    CHECK_FALSE(resolve_since(store.database(), "7d", kNoon)->run_id.has_value());
    const auto unknown = resolve_since(store.database(), "night-9", kNoon);
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().kind == ErrorKind::kUsage);
    CHECK(unknown.error().message ==
          "--since: 'night-9' is neither the key of a run nor a time (2026-11-23, yesterday, 7d, "
          "36h); the last runs are night-3, night-2, night-1");
  });
}

}  // namespace keyhound::testing
