// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/source_text.h"

#include <algorithm>

namespace keyhound {

SourceText SourceText::slice(std::string_view source, TextRange range) {
  return {std::string(source.substr(range.begin, range.size())),
          range,
          {{0, range.begin, range.size()}}};
}

std::uint32_t SourceText::source_of(std::uint32_t offset) const {
  const auto behind = std::upper_bound(
      segments.begin(), segments.end(), offset,
      [](std::uint32_t at, const SourceSegment& segment) { return at < segment.value; });
  if (behind == segments.begin()) return whole.begin;
  const SourceSegment& segment = *std::prev(behind);
  return segment.source + std::min(offset - segment.value, segment.length);
}

TextRange SourceText::source_of(TextRange range) const {
  if (segments.empty()) return whole;
  const std::uint32_t begin = source_of(range.begin);
  if (range.empty()) return {begin, begin};
  const std::uint32_t last = source_of(range.end - 1);
  return {begin, std::max(begin, last + 1)};
}

}  // namespace keyhound
