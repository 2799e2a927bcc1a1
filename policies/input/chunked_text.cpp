// SPDX-License-Identifier: Apache-2.0
#include "policies/input/chunked_text.h"

#include <algorithm>

namespace keyhound {

bool ChunkedText::read_chunk() {
  if (error_) return false;
  const std::uint64_t left = file_.size() - std::min(offset_, file_.size());
  const auto count =
      file_.read_at(offset_, chunk_.data(),
                    static_cast<std::size_t>(std::min<std::uint64_t>(left, chunk_.size())));
  if (!count) {
    error_ = count.error();
    return false;
  }
  offset_ += *count;
  next_ = chunk_.data();
  end_ = next_ + *count;
  return *count > 0;
}

}  // namespace keyhound
