// SPDX-License-Identifier: Apache-2.0
// Private to scanner/decode/: the characters of a region of kind kRun, without the line breaks and
// indents between its lines, and stretches of them. Lives on the stack of a decoder.
#pragma once

#include <string>
#include <string_view>

#include "scanner/decode/decoder.h"

namespace keyhound {

class RunText {
 public:
  RunText(std::string_view text, const EncodedRegion& region);

  [[nodiscard]] std::string_view characters() const { return characters_; }

  // Sets the place of `piece`: where [begin, end) of the characters stands, or all of a region of
  // several lines. Padding behind it counts.
  void locate(std::size_t begin, std::size_t end, DecodedPiece& piece) const;

  // Calls `take` with the begin and end of each longest stretch of at least kShortestRun characters
  // for which `is_part` holds.
  template <class IsPart, class Take>
  void for_each_stretch(const IsPart& is_part, const Take& take) const {
    const std::string_view all = characters_;
    for (std::size_t least = 0; least + kShortestRun <= all.size();) {
      // A stretch that is long enough has this character, or begins behind it.
      const std::size_t probe = least + kShortestRun - 1;
      std::size_t begin = probe + 1;
      while (begin > least && is_part(all[begin - 1])) --begin;
      if (begin > least) {
        least = begin;
        if (begin > probe) continue;
      }
      std::size_t end = probe + 1;
      while (end < all.size() && is_part(all[end])) ++end;
      if (end - begin >= kShortestRun) take(begin, end);
      least = end + 1;
    }
  }

 private:
  std::string_view text_;
  const EncodedRegion& region_;
  std::string joined_;
  std::string_view characters_;
};

}  // namespace keyhound
