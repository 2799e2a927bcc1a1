// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/encoded_region.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/support/encoders.h"

namespace keyhound {
using namespace testing;

TEST_CASE("A part of a text shows the regions that the whole shows there") {
  std::mt19937 random(4);
  const std::vector<std::string> parts = {to_base64("a first text, long enough"),
                                          as_wrapped_base64(std::string(130, 'Q'), 64, "\n  "),
                                          "%41%42",
                                          "\\u0041",
                                          "&#65;",
                                          "\n",
                                          " ",
                                          "\"",
                                          "key: " + to_base64("short one") + "\n",
                                          "=",
                                          "abc",
                                          std::string(50, 'a'),
                                          std::string(47, 'b'),
                                          "/",
                                          "<"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t count = random() % 12; count > 0; --count)
      text += parts[random() % parts.size()];
    const std::vector<EncodedRegion> all = find_regions(text);
    const std::size_t begin = random() % (text.size() + 1);
    const std::size_t end = begin + random() % (text.size() + 1 - begin);
    if (begin == end) continue;
    std::vector<EncodedRegion> found;
    RegionFinder(text).find(begin, end, found);
    CAPTURE(text);
    CAPTURE(begin);
    CAPTURE(end);
    for (const EncodedRegion& region : all) {
      if (region.begin >= end || region.end <= begin) continue;
      CAPTURE(region.begin);
      CHECK(std::find(found.begin(), found.end(), region) != found.end());
    }
    for (const EncodedRegion& region : found) {
      CHECK(std::find(all.begin(), all.end(), region) != all.end());
    }
  }
}

}  // namespace keyhound
