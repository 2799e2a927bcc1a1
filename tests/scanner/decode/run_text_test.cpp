// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/run_text.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace keyhound {

TEST_CASE("The lines of a run are joined, and a part of them stands for all of it") {
  const std::string text = "x: aaaa\r\n  bbbb=== y";
  const EncodedRegion region{3, 15};
  const RunText run(text, region);
  CHECK(run.characters() == "aaaabbbb");
  DecodedPiece piece;
  run.locate(2, 6, piece);
  CHECK(piece.begin == 3);
  CHECK(piece.end == 17);  // with two characters of padding
}

TEST_CASE("A part of one line has a place of its own") {
  const std::string text = "x: aaaabbbb= y";
  const EncodedRegion region{3, 11};
  const RunText run(text, region);
  DecodedPiece piece;
  run.locate(4, 8, piece);
  CHECK(piece.begin == 7);
  CHECK(piece.end == 12);
  run.locate(0, 4, piece);
  CHECK(piece.begin == 3);
  CHECK(piece.end == 7);
}

TEST_CASE("Stretches are the longest ones of at least the shortest length") {
  const std::string least(kShortestRun, 'a');
  const std::string text = least + "-" + std::string(kShortestRun - 1, 'b') + "-cc" + least;
  const EncodedRegion region{0, text.size()};
  const RunText run(text, region);
  std::vector<std::pair<std::size_t, std::size_t>> stretches;
  run.for_each_stretch([](char c) { return c != '-'; },
                       [&](std::size_t begin, std::size_t end) {
                         stretches.push_back({begin, end});
                       });
  CHECK(stretches == std::vector<std::pair<std::size_t, std::size_t>>{
                         {0, kShortestRun}, {2 * kShortestRun + 1, text.size()}});
}

}  // namespace keyhound
