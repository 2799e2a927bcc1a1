// SPDX-License-Identifier: Apache-2.0
#include "policies/input/chunked_text.h"

#include <algorithm>
#include <cstring>

namespace keyhound {

bool ChunkedText::read_behind(std::size_t kept) {
  if (error_ || !file_) return false;
  const std::uint64_t left = file_->size() - std::min(offset_, file_->size());
  const std::uint64_t room = chunk_.size() - kept;
  const auto count =
      file_->read_at(offset_, chunk_.data() + kept, static_cast<std::size_t>(std::min(left, room)));
  if (!count) {
    error_ = count.error();
    return false;
  }
  offset_ += *count;
  next_ = chunk_.data();
  end_ = next_ + kept + *count;
  return *count > 0;
}

bool ChunkedText::read_chunk() { return read_behind(0); }

void ChunkedText::read_ahead() {
  if (!file_) return;
  const auto kept = static_cast<std::size_t>(end_ - next_);
  if (kept > 0) std::memmove(chunk_.data(), next_, kept);
  next_ = chunk_.data();
  end_ = next_ + kept;
  read_behind(kept);
}

}  // namespace keyhound
