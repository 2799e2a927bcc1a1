// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/run_text.h"

#include <algorithm>

namespace keyhound {

RunText::RunText(std::string_view text, const EncodedRegion& region)
    : text_(text),
      region_(region),
      characters_(text.substr(region.begin, region.end - region.begin)) {
  if (characters_.find('\n') == std::string_view::npos) return;
  const auto is_between_lines = [](char c) {
    return c == '\n' || c == '\r' || c == ' ' || c == '\t';
  };
  joined_.reserve(characters_.size());
  for (auto at = characters_.begin(); at != characters_.end();) {
    const auto end = std::find_if(at, characters_.end(), is_between_lines);
    joined_.append(at, end);
    at = std::find_if_not(end, characters_.end(), is_between_lines);
  }
  characters_ = joined_;
}

void RunText::locate(std::size_t begin, std::size_t end, DecodedPiece& piece) const {
  const bool is_one_line = joined_.empty();
  piece.begin = is_one_line ? region_.begin + begin : region_.begin;
  piece.end = is_one_line ? region_.begin + end : region_.end;
  for (int i = 0; i < 2 && piece.end < text_.size() && text_[piece.end] == '='; ++i) ++piece.end;
  piece.origin.clear();
  piece.changed.clear();
}

}  // namespace keyhound
