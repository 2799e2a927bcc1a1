// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/source_text_builder.h"

#include <algorithm>
#include <string>
#include <utility>

namespace keyhound {

void SourceTextBuilder::add_segment(std::uint32_t source, std::uint32_t length) {
  if (length == 0) return;
  if (!built_.segments.empty()) {
    SourceSegment& last = built_.segments.back();
    if (last.value + last.length == size() && last.source + last.length == source) {
      last.length += length;
      return;
    }
  }
  built_.segments.push_back({size(), source, length});
}

void SourceTextBuilder::copy(TextRange range) {
  add_segment(range.begin, range.size());
  built_.text.append(source_.substr(range.begin, range.size()));
}

void SourceTextBuilder::copy(const SourceText& text, TextRange range) {
  auto segment = std::upper_bound(
      text.segments.begin(), text.segments.end(), range.begin,
      [](std::uint32_t at, const SourceSegment& other) { return at < other.value; });
  if (segment != text.segments.begin()) --segment;
  std::uint32_t at = range.begin;
  const std::string_view bytes = text.text;
  for (; segment != text.segments.end() && segment->value < range.end; ++segment) {
    const std::uint32_t begin = std::max(at, segment->value);
    const std::uint32_t end = std::min(range.end, segment->value + segment->length);
    if (begin >= end) continue;
    put(bytes.substr(at, begin - at));
    add_segment(segment->source + (begin - segment->value), end - begin);
    put(bytes.substr(begin, end - begin));
    at = end;
  }
  put(bytes.substr(at, range.end - at));
}

SourceText SourceTextBuilder::finish(TextRange whole) {
  built_.whole = whole;
  return std::exchange(built_, SourceText{});
}

SourceText part_of(const SourceText& text, TextRange range) {
  SourceTextBuilder builder({});
  builder.copy(text, range);
  return builder.finish(text.source_of(range));
}

}  // namespace keyhound
