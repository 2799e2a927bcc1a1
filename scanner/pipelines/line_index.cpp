// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/line_index.h"

#include <algorithm>

#include "scanner/base/utf8.h"

namespace keyhound {

LineIndex::LineIndex(std::string_view text) : text_(text), starts_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    starts_.push_back(static_cast<std::uint32_t>(at + 1));
}

SourcePosition LineIndex::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto behind = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::size_t>(behind - starts_.begin());
  const std::uint32_t start = starts_[line - 1];
  return advance({line, 1}, text_.substr(start, offset - start));
}

std::uint32_t LineIndex::offset(SourcePosition position) const {
  if (position.line == 0 || position.line > starts_.size())
    return static_cast<std::uint32_t>(text_.size());
  std::uint32_t at = starts_[position.line - 1];
  const std::size_t end = std::min(text_.find('\n', at), text_.size());
  SourcePosition here{position.line, 1};
  while (at < end && here.column < position.column) {
    const auto length = static_cast<std::uint32_t>(next_utf8(text_.substr(at, end - at)).length);
    here = advance(here, text_.substr(at, length));
    at += length;
  }
  return at;
}

}  // namespace keyhound
