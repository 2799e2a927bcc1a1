// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/overlap.h"

#include <doctest/doctest.h>

#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {

TEST_CASE("The more specific of two candidates wins and hears of the other") {
  const ScanFixture fixture;
  const auto verdict = [&](std::string_view rule, std::size_t begin, std::size_t end) {
    Match match;
    match.rule = fixture.rule(rule);
    match.start = match.secret_start = begin;
    match.end = match.secret_end = end;
    Verdict made;
    made.match = match;
    made.confidence = Confidence::kHigh;
    return made;
  };
  std::vector<Verdict> candidates = {verdict("assigned", 0, 30), verdict("acme", 5, 25),
                                     verdict("assigned", 40, 60)};
  Winners winners;
  std::size_t outdone = 0;
  choose_winners(fixture.engine(), candidates, winners,
                 [&](const Verdict& loser, const Verdict& winner) {
                   ++outdone;
                   CHECK(loser.match.rule == fixture.rule("assigned"));
                   CHECK(winner.match.rule == fixture.rule("acme"));
                 });
  CHECK(outdone == 1);
  REQUIRE(winners.size() == 2);
  CHECK(winners.begin()->first == 5);
  CHECK(winners.begin()->second.also_matched ==
        std::vector<std::uint32_t>{fixture.rule("assigned")});
  CHECK(winners.rbegin()->first == 40);
}

}  // namespace keyhound
