// SPDX-License-Identifier: Apache-2.0
// PositionTable: the bytes behind libyaml's marks, and the lines and columns behind bytes. The
// marks count code points and end lines at more characters than "\n", so only their running index
// is used and lines are counted here. A byte order mark at the start has no index and no width.
// Immutable; borrows the text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <string_view>
#include <vector>

#include "scanner/base/source_position.h"

namespace keyhound {

class PositionTable {
 public:
  explicit PositionTable(std::string_view text);

  // The byte at this code point index; beyond the text: its size.
  [[nodiscard]] std::size_t byte_of_index(std::size_t index) const {
    return is_ascii_ ? std::min(begin_ + index, text_.size()) : byte_of_wide_index(index);
  }
  // The position before this byte; beyond the text: its end. REQUIRES: no byte inside a character.
  [[nodiscard]] SourcePosition at_byte(std::size_t offset) const;

 private:
  // Every kStride-th code point, so that a look-up is cheap even in a line of megabytes.
  struct Checkpoint {
    std::size_t byte = 0;
    SourcePosition position;
  };
  static constexpr std::size_t kStride = 256;

  [[nodiscard]] std::size_t byte_of_wide_index(std::size_t index) const;
  void find_positions() const;

  std::string_view text_;
  std::size_t begin_ = 0;           // behind the byte order mark
  bool is_ascii_ = false;           // a code point is a byte
  std::vector<std::size_t> bytes_;  // of every kStride-th code point; empty when a byte is one
  // Made when the first position is asked for: mostly none is.
  mutable std::once_flag has_positions_;
  mutable std::vector<Checkpoint> checkpoints_;
};

// The bytes of the byte order mark that `text` starts with: 0 or 3.
std::size_t byte_order_mark_size(std::string_view text);

}  // namespace keyhound
