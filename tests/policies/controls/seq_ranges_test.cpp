// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/seq_ranges.h"

#include <doctest/doctest.h>

#include <random>
#include <set>

namespace keyhound {
namespace {

SeqRanges ranges_of(const std::vector<std::uint64_t>& numbers) {
  SeqRanges ranges;
  for (const std::uint64_t number : numbers) ranges.add(number);
  return ranges;
}

std::vector<SeqRange> list(const SeqRanges& ranges) {
  return {ranges.ranges().begin(), ranges.ranges().end()};
}

}  // namespace

TEST_CASE("Numbers that follow each other are one range") {
  const SeqRanges ranges = ranges_of({3, 4, 5, 9, 12, 13});
  CHECK(list(ranges) == std::vector<SeqRange>{{3, 5}, {9, 9}, {12, 13}});
  CHECK(ranges.count() == 6);
  CHECK(ranges_of({}).count() == 0);
}

TEST_CASE("Merged ranges hold every number once, whichever way they overlap") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::set<std::uint64_t> one;
    std::set<std::uint64_t> two;
    for (int i = 0; i < 30; ++i) {
      one.insert(random() % 60);
      two.insert(random() % 60);
    }
    SeqRanges merged = ranges_of({one.begin(), one.end()});
    merged.merge(ranges_of({two.begin(), two.end()}));
    std::set<std::uint64_t> both = one;
    both.insert(two.begin(), two.end());
    REQUIRE(list(merged) == list(ranges_of({both.begin(), both.end()})));
  }
}

TEST_CASE("Ranges are described in full, or the first of them and how many follow") {
  CHECK(describe(ranges_of({}), 8).empty());
  CHECK(describe(ranges_of({7}), 8) == "event 7");
  const SeqRanges ranges = ranges_of({3, 4, 9, 12, 14});
  CHECK(describe(ranges, 8) == "events 3-4, 9, 12, 14");
  CHECK(describe(ranges, 0) == "events 3-4, 9, 12, 14");
  CHECK(describe(ranges, 2) == "events 3-4, 9 and 2 more ranges");
}

}  // namespace keyhound
