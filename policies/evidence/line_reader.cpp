// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/line_reader.h"

#include <algorithm>

#include "policies/evidence/ledger_line.h"

namespace keyhound {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10U;

}  // namespace

Status LineReader::fill() {
  buffer_.erase(0, used_);  // here and not for each line: a block holds many
  used_ = 0;
  const std::size_t held = buffer_.size();
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, end_ - read_));
  buffer_.resize(held + count);
  KEYHOUND_TRY(const std::size_t got, file_.read_at(read_, buffer_.data() + held, count));
  buffer_.resize(held + got);
  read_ += got;
  if (got < count) end_ = read_;  // the file was cut meanwhile
  return {};
}

Result<std::optional<Line>> LineReader::next() {
  Line line;
  std::size_t searched = 0;  // bytes behind used_ that hold no newline
  while (true) {
    const std::size_t newline = buffer_.find('\n', used_ + searched);
    if (newline != std::string::npos) {
      line.text = std::string_view(buffer_).substr(used_, newline - used_);
      used_ = newline + 1;
      break;
    }
    searched = buffer_.size() - used_;
    if (searched > kLongestLine) {
      line.is_too_long = true;
      used_ = buffer_.size();
      searched = 0;
    }
    if (read_ >= end_) {
      if (read_ == begin_) return std::optional<Line>();
      line.text = std::string_view(buffer_).substr(used_);
      line.is_complete = false;
      used_ = buffer_.size();
      break;
    }
    KEYHOUND_TRY_STATUS(fill());
  }
  line.end = read_ - (buffer_.size() - used_);
  line.size = line.end - begin_ - (line.is_complete ? 1 : 0);
  if (line.size > kLongestLine) line.is_too_long = true;
  if (line.is_too_long) line.text = {};
  begin_ = line.end;
  return std::optional<Line>(line);
}

}  // namespace keyhound
