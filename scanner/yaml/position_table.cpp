// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/position_table.h"

#include <algorithm>

#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

// The bytes of the next `count` code points of `text`.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t bytes = 0;
  for (; count > 0 && bytes < text.size(); --count) bytes += next_utf8(text.substr(bytes)).length;
  return bytes;
}

}  // namespace

PositionTable::PositionTable(std::string_view text) : text_(text) {
  Checkpoint next;
  checkpoints_.push_back(next);
  while (next.byte < text.size()) {
    const std::string_view step = text.substr(next.byte, bytes_of(text.substr(next.byte), kStride));
    next.position = advance(next.position, step);
    next.byte += step.size();
    checkpoints_.push_back(next);
  }
}

std::size_t PositionTable::byte_of_index(std::size_t index) const {
  if (index / kStride >= checkpoints_.size()) return text_.size();
  const Checkpoint& start = checkpoints_[index / kStride];
  return start.byte + bytes_of(text_.substr(start.byte), index % kStride);
}

SourcePosition PositionTable::at_index(std::size_t index) const {
  if (index / kStride >= checkpoints_.size()) return checkpoints_.back().position;
  const Checkpoint& start = checkpoints_[index / kStride];
  const std::string_view rest = text_.substr(start.byte);
  return advance(start.position, rest.substr(0, bytes_of(rest, index % kStride)));
}

SourcePosition PositionTable::at_byte(std::size_t offset) const {
  const auto behind = std::upper_bound(
      checkpoints_.begin(), checkpoints_.end(), offset,
      [](std::size_t byte, const Checkpoint& checkpoint) { return byte < checkpoint.byte; });
  const Checkpoint& start = *std::prev(behind);
  return advance(start.position, text_.substr(start.byte, offset - start.byte));
}

}  // namespace keyhound
