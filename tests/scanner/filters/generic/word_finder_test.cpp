// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/word_finder.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace keyhound {

TEST_CASE("The words that are found are those that a search for each finds") {
  constexpr std::array<std::string_view, 7> kWords = {"ab", "abc", "bca", "cc", "b.", "***", "aXb"};
  constexpr WordFinder<kWords.size()> kFinder(kWords);
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t size = random() % 12; size > 0; --size) text += "abcX.*"[random() % 6];
    CAPTURE(text);
    const auto found = kFinder.find(text);
    for (std::size_t i = 0; i < kWords.size(); ++i)
      CHECK(found[i] == (text.find(kWords[i]) != std::string::npos));
  }
}

}  // namespace keyhound
