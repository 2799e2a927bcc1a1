// SPDX-License-Identifier: Apache-2.0
// What holds for every place that a reader gives, for the fuzz targets of the hand readers.
#pragma once

#include <cstdint>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/pipelines/source_text.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

inline void check_range(TextRange range, std::string_view text) {
  KEYHOUND_CHECK(range.begin <= range.end && range.end <= text.size());
}

// The segments are in order, inside both texts, and their bytes are those of the file.
// `is_joined`: of several values, of which one that is empty has a segment, too.
inline void check_source_text(const SourceText& value, std::string_view text,
                              bool is_joined = false) {
  check_range(value.whole, text);
  std::uint32_t behind = 0;
  for (const SourceSegment& segment : value.segments) {
    KEYHOUND_CHECK((is_joined || segment.length > 0) && segment.value >= behind);
    behind = segment.value + segment.length;
    check_range({segment.value, behind}, value.text);
    check_range({segment.source, segment.source + segment.length}, text);
    KEYHOUND_CHECK(text.compare(segment.source, segment.length, value.text, segment.value,
                                segment.length) == 0);
  }
}

}  // namespace keyhound
