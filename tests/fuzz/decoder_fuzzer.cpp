// SPDX-License-Identifier: Apache-2.0
// Decoders: places lie in the text and in order, and a part of a text shows its regions.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/decode/decode_walk.h"

namespace {

struct Checker final : keyhound::DecodedTextVisitor {
  void on_text(const keyhound::DecodedText& text) override {
    KEYHOUND_CHECK(text.begin <= text.end && text.end <= text.text.size());
    KEYHOUND_CHECK(text.place_begin <= text.place_end && text.place_end <= size);
    KEYHOUND_CHECK(!text.encoding.empty());
    const auto place = walk->place_of(0, (text.end - text.begin) / 2);
    KEYHOUND_CHECK(place.begin >= text.place_begin && place.end <= text.place_end);
  }
  keyhound::DecodeWalk* walk = nullptr;
  std::size_t size = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  DecodeWalk walk;
  Checker checker;
  checker.walk = &walk;
  checker.size = size;
  const auto regions = find_regions(text);
  for (const EncodedRegion& region : regions) walk.walk(text, region, checker);
  const std::size_t middle = size / 2;
  std::vector<EncodedRegion> found;
  if (middle < size) RegionFinder(text).find(middle, size, found);
  for (const EncodedRegion& region : regions) {
    KEYHOUND_CHECK(region.end <= middle ||
                   std::find(found.begin(), found.end(), region) != found.end());
  }
  return 0;
}
