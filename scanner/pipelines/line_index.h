// SPDX-License-Identifier: Apache-2.0
// LineIndex: byte offsets and positions (lines, UTF-16 columns) of a text, both ways. Immutable;
// borrows the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/base/source_position.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  // Beyond the text: its end.
  [[nodiscard]] SourcePosition position(std::uint32_t offset) const;
  // Beyond the line: its end; beyond the text: its size.
  [[nodiscard]] std::uint32_t offset(SourcePosition position) const;
  [[nodiscard]] std::size_t lines() const { return starts_.size(); }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;  // of each line
};

}  // namespace keyhound
