// SPDX-License-Identifier: Apache-2.0
// PositionTable: the line and column behind libyaml's marks. Those count code points and end lines
// at more characters than "\n", so only their running index is used and lines are counted here.
// Immutable; borrows the text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "scanner/base/source_position.h"

namespace keyhound {

class PositionTable {
 public:
  explicit PositionTable(std::string_view text);

  // The position before the code point with this index; beyond the text: its end.
  [[nodiscard]] SourcePosition at_index(std::size_t index) const;
  // The position before this byte; beyond the text: its end.
  [[nodiscard]] SourcePosition at_byte(std::size_t offset) const;
  // The byte at this code point index; beyond the text: its size.
  [[nodiscard]] std::size_t byte_of_index(std::size_t index) const;

 private:
  // Every kStride-th code point, so that a look-up is cheap even in a line of megabytes.
  struct Checkpoint {
    std::size_t byte = 0;
    SourcePosition position;
  };
  static constexpr std::size_t kStride = 128;

  std::string_view text_;
  std::vector<Checkpoint> checkpoints_;
};

}  // namespace keyhound
