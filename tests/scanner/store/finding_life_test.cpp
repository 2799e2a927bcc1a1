// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/finding_life.h"

#include <doctest/doctest.h>

#include <vector>

namespace keyhound {
namespace {

// What scans saw, one a word: run number and "+" (seen), "-" (missed) or "b" (accepted by a
// baseline), e.g. "1+ 2- 3+".
FindingLife life_after(std::string_view scans) {
  std::optional<FindingLife> life;
  int hour = 0;
  for (std::size_t at = 0; at < scans.size(); at += 3) {
    const std::int64_t run = scans[at] - '0';
    const std::string now = "2026-11-30T0" + std::to_string(hour++) + ":00:00Z";
    const FindingWaiver baseline{std::string(kBaselineWaiver), "reviewed", ""};
    if (scans[at + 1] == '+') life = seen(life, run, now, std::nullopt);
    if (scans[at + 1] == 'b') life = seen(life, run, now, baseline);
    if (scans[at + 1] == '-') life = missed(*life, run, now, "not-found");
    if (scans[at + 1] == 'x') life = waived_by(*life, run, now, {"EXC-1", "risk", ""});
    if (scans[at + 1] == 'o') life = waived_by(*life, run, now, {});
  }
  return *life;
}

TEST_CASE("A finding is new, existing, fixed, regressed or waived") {
  struct Row {
    const char* scans;
    const char* state;
  };
  const std::vector<Row> rows = {
      {"1+", "new"},
      {"1+ 1+", "new"},
      {"1+ 2+", "existing"},
      {"1+ 2-", "fixed"},
      {"1+ 2- 2-", "fixed"},
      {"1+ 2- 3-", "fixed"},
      {"1+ 2- 3+", "regressed"},
      {"1+ 2- 3+ 3+", "regressed"},
      {"1+ 2- 3+ 4+", "existing"},
      {"1+ 2- 3+ 4- 5+", "regressed"},
      // What a run itself took for fixed did not come back.
      {"1+ 2- 2+", "existing"},
      {"1+ 1- 1+", "new"},
      {"1+ 1- 2+", "regressed"},
      {"1+ 2- 3+ 3- 3+", "regressed"},
      // Waivers lie over the state.
      {"1b", "waived"},
      {"1b 1+", "new"},
      {"1b 2+", "existing"},
      {"1+ 2b", "waived"},
      {"1+ 2- 3b", "waived"},
      {"1+ 1x", "waived"},
      {"1+ 1x 2+", "waived"},
      {"1+ 1x 2+ 2o", "existing"},
      {"1+ 1x 1o", "new"},
      {"1+ 1x 2-", "fixed"},
      {"1+ 1o", "new"},
      {"1+ 2o", "new"},  // its repository was not scanned
      {"1b 1o", "waived"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.scans);
    CHECK(life_after(row.scans).state == row.state);
  }
}

TEST_CASE("A life keeps when it began, was last seen, ended and came back") {
  const FindingLife life = life_after("1+ 2+ 3- 4+");
  CHECK(life.first_seen == "2026-11-30T00:00:00Z");
  CHECK(life.last_seen == "2026-11-30T03:00:00Z");
  CHECK(life.regressed == "2026-11-30T03:00:00Z");
  CHECK(life.regressed_run == 4);
  CHECK(life.fixed.empty());
  CHECK(life.closed_reason.empty());
  const FindingLife ended = life_after("1+ 2+ 3- 4-");
  CHECK(ended.fixed == "2026-11-30T02:00:00Z");
  CHECK(ended.fixed_run == 3);
  CHECK(ended.closed_reason == "not-found");
  CHECK(ended.last_seen == "2026-11-30T01:00:00Z");
}

TEST_CASE("A clock that goes back takes nothing from a life") {
  FindingLife life = seen(std::nullopt, 1, "2026-11-30T12:00:00Z", std::nullopt);
  life = seen(life, 2, "2026-11-30T11:00:00Z", std::nullopt);
  CHECK(life.first_seen == "2026-11-30T12:00:00Z");
  CHECK(life.last_seen == "2026-11-30T12:00:00Z");
  CHECK(life.state == "existing");
}

TEST_CASE("A waiver that has run out waives nothing") {
  const FindingWaiver until{"EXC-1", "risk", "2026-12-01T00:00:00Z"};
  FindingLife life = seen(std::nullopt, 1, "2026-11-30T00:00:00Z", std::nullopt);
  life = waived_by(life, 1, "2026-11-30T00:00:00Z", until);
  CHECK(life.state == "waived");
  CHECK(seen(life, 2, "2026-11-30T23:59:59Z", std::nullopt).state == "waived");
  CHECK(seen(life, 2, "2026-12-01T00:00:00Z", std::nullopt).state == "existing");
}

}  // namespace
}  // namespace keyhound
