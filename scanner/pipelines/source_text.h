// SPDX-License-Identifier: Apache-2.0
// SourceText: a value as its reader understands it (unquoted, unfolded, unindented) together with
// where each of its bytes stands in the file. Plain data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/text_range.h"
#include "scanner/yaml/scalar_map.h"

namespace keyhound {

// Bytes of a value that stand in the file one after the other, as they are; offsets in the value
// and in the file. The same for values of YAML and of all other languages.
using SourceSegment = ScalarSegment;

struct SourceText {
  std::string text;
  TextRange whole;  // of the file: the value with its quotes
  // By value offset, without overlaps. What lies between two (an escape, a folded line end) has no
  // place of its own. Empty: only `whole` is known.
  std::vector<SourceSegment> segments;

  // A value that stands in `source` as it is.
  static SourceText slice(std::string_view source, TextRange range);

  // Where bytes of the value stand in the file: from the first byte's place to behind the last
  // one's. A byte without a place of its own counts as the end of what is before it.
  [[nodiscard]] TextRange source_of(TextRange range) const;
  [[nodiscard]] std::uint32_t source_of(std::uint32_t offset) const;
};

}  // namespace keyhound
