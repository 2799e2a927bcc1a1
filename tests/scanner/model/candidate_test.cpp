// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/candidate.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace keyhound {
namespace {

Candidate at_line(std::uint64_t line) {
  Candidate candidate;
  candidate.location.path = "a";
  candidate.location.start = {line, 1};
  return candidate;
}

}  // namespace

TEST_CASE("The first candidates stay, in whatever order they come, and the others are counted") {
  std::vector<std::uint64_t> lines(CandidateList::kMost * 3);
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i] = i + 1;
  std::shuffle(lines.begin(), lines.end(), std::mt19937(7));
  CandidateList list;
  CandidateList other;
  for (std::size_t i = 0; i < lines.size(); ++i) (i % 3 == 0 ? other : list).add(at_line(lines[i]));
  list.add(std::move(other));
  list.settle();
  REQUIRE(list.items.size() == CandidateList::kMost);
  CHECK(list.items.front().location.start.line == 1);
  CHECK(list.items.back().location.start.line == CandidateList::kMost);
  CHECK(list.left_out == CandidateList::kMost * 2);
}

}  // namespace keyhound
