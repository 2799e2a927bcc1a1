// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/position_table.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

// Are these 8 bytes ASCII?
bool is_ascii_word(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  return (word & 0x8080808080808080U) == 0;
}

bool is_ascii(std::string_view text) {
  std::size_t at = 0;
  while (at + 8 <= text.size() && is_ascii_word(text.data() + at)) at += 8;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The bytes of the next `count` code points of `text`.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t bytes = 0;
  while (count > 0 && bytes < text.size()) {
    if (count >= 8 && bytes + 8 <= text.size() && is_ascii_word(text.data() + bytes)) {
      bytes += 8;
      count -= 8;
      continue;
    }
    bytes += next_utf8(text.substr(bytes)).length;
    --count;
  }
  return bytes;
}

}  // namespace

PositionTable::PositionTable(std::string_view text)
    : text_(text), begin_(byte_order_mark_size(text)), is_ascii_(is_ascii(text.substr(begin_))) {
  if (is_ascii_) return;
  bytes_.reserve(text.size() / kStride + 2);
  for (std::size_t byte = begin_; byte < text.size();) {
    bytes_.push_back(byte);
    byte += bytes_of(text.substr(byte), kStride);
  }
}

void PositionTable::find_positions() const {
  Checkpoint next;
  next.byte = begin_;
  checkpoints_.reserve(text_.size() / kStride + 2);
  checkpoints_.push_back(next);
  while (next.byte < text_.size()) {
    const std::string_view rest = text_.substr(next.byte);
    const std::string_view step = rest.substr(0, bytes_of(rest, kStride));
    next.position = advance(next.position, step);
    next.byte += step.size();
    checkpoints_.push_back(next);
  }
}

std::size_t PositionTable::byte_of_wide_index(std::size_t index) const {
  if (index / kStride >= bytes_.size()) return text_.size();
  const std::size_t start = bytes_[index / kStride];
  return start + bytes_of(text_.substr(start), index % kStride);
}

SourcePosition PositionTable::at_byte(std::size_t offset) const {
  std::call_once(has_positions_, [this] { find_positions(); });
  if (offset <= checkpoints_.front().byte) return checkpoints_.front().position;
  const auto behind = std::upper_bound(
      checkpoints_.begin(), checkpoints_.end(), offset,
      [](std::size_t byte, const Checkpoint& checkpoint) { return byte < checkpoint.byte; });
  const Checkpoint& start = *std::prev(behind);
  return advance(start.position, text_.substr(start.byte, offset - start.byte));
}

std::size_t byte_order_mark_size(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

}  // namespace keyhound
