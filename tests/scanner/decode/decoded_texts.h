// SPDX-License-Identifier: Apache-2.0
// What DecodeWalk shows of a text, for the tests of the decoders.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/decode/decode_walk.h"

namespace keyhound::testing {

// Every decoded text of every region, as "encoding|text".
inline std::vector<std::string> decoded(std::string_view text) {
  struct Collector final : DecodedTextVisitor {
    void on_text(const DecodedText& shown) override {
      texts.push_back(std::string(shown.encoding) + "|" +
                      std::string(shown.text.substr(shown.begin, shown.end - shown.begin)));
    }
    std::vector<std::string> texts;
  } collector;
  DecodeWalk walk;
  for (const EncodedRegion& region : find_regions(text)) walk.walk(text, region, collector);
  return collector.texts;
}

inline bool has(const std::vector<std::string>& texts, std::string_view wanted) {
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

}  // namespace keyhound::testing
