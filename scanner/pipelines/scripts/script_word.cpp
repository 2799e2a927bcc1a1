// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/script_word.h"

#include <algorithm>

namespace keyhound {
namespace {

// The segment that holds the value's offset, or the last one before it; nullptr: none.
const SourceSegment* segment_at(const std::vector<SourceSegment>& segments, std::uint32_t offset) {
  const auto behind = std::upper_bound(
      segments.begin(), segments.end(), offset,
      [](std::uint32_t at, const SourceSegment& segment) { return at < segment.value; });
  return behind == segments.begin() ? nullptr : &*std::prev(behind);
}

std::uint32_t source_offset(const ScriptWord& word, std::uint32_t offset) {
  if (word.segments.empty()) return word.range.begin + offset;
  const SourceSegment* segment = segment_at(word.segments, offset);
  if (segment == nullptr) return word.range.begin;
  return segment->source + std::min(offset - segment->value, segment->length);
}

// Where what is before the value's offset ends, which is not behind the quote that follows there.
std::uint32_t source_end(const ScriptWord& word, std::uint32_t offset) {
  if (word.segments.empty() || offset == 0) return source_offset(word, offset);
  const SourceSegment* segment = segment_at(word.segments, offset - 1);
  if (segment == nullptr) return word.range.begin;
  return segment->source + std::min(offset - segment->value, segment->length);
}

std::uint32_t text_offset(const ScriptWord& word, std::uint32_t source) {
  const auto size = static_cast<std::uint32_t>(word.text.size());
  if (word.segments.empty()) return std::min(source - word.range.begin, size);
  const auto behind = std::upper_bound(
      word.segments.begin(), word.segments.end(), source,
      [](std::uint32_t at, const SourceSegment& segment) { return at < segment.source; });
  if (behind == word.segments.begin()) return 0;
  const SourceSegment& segment = *std::prev(behind);
  if (source < segment.source + segment.length) return segment.value + source - segment.source;
  return behind == word.segments.end() ? std::min(segment.value + segment.length, size)
                                       : behind->value;
}

}  // namespace

TextRange ScriptWord::source_of(TextRange of_text) const {
  if (of_text.empty()) {
    const std::uint32_t place = source_end(*this, of_text.begin);
    return {place, place};
  }
  const std::uint32_t begin = source_offset(*this, of_text.begin);
  return {begin, std::max(begin, source_offset(*this, of_text.end - 1) + 1)};
}

TextRange ScriptWord::text_of(TextRange of_source) const {
  const std::uint32_t begin = text_offset(*this, of_source.begin);
  if (of_source.empty()) return {begin, begin};
  return {begin, std::max(begin, text_offset(*this, of_source.end - 1) + 1)};
}

ScriptWord part_of(const ScriptWord& word, TextRange of_text) {
  ScriptWord part;
  const auto size = static_cast<std::uint32_t>(word.text.size());
  const TextRange wanted{std::min(of_text.begin, size), std::min(of_text.end, size)};
  part.range = word.source_of(wanted);
  part.text = word.text.substr(wanted.begin, wanted.size());
  part.quoted = word.quoted;
  part.has_substitution = word.has_substitution;
  for (const ScriptExpansion& expansion : word.expansions) {
    if (part.range.begin <= expansion.range.begin && expansion.range.end <= part.range.end)
      part.expansions.push_back(expansion);
  }
  for (const SourceSegment& segment : word.segments) {
    const std::uint32_t begin = std::max(segment.value, wanted.begin);
    const std::uint32_t end = std::min(segment.value + segment.length, wanted.end);
    if (begin < end)
      part.segments.push_back(
          {begin - wanted.begin, segment.source + begin - segment.value, end - begin});
  }
  return part;
}

ScriptWord part_of(const ScriptWord& word, std::size_t from) {
  const auto size = static_cast<std::uint32_t>(word.text.size());
  return part_of(word, TextRange{std::min(static_cast<std::uint32_t>(from), size), size});
}

}  // namespace keyhound
