// SPDX-License-Identifier: Apache-2.0
// OutputTail: the end of a stream of any length, in bounded memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace keyhound {

class OutputTail {
 public:
  explicit OutputTail(std::size_t kept) : kept_(kept) {}

  // Held are at most twice what is kept, so that bytes are moved seldom.
  void append(std::string_view bytes) {
    if (bytes.size() > kept_) bytes.remove_prefix(bytes.size() - kept_);
    bytes_ += bytes;
    if (bytes_.size() > 2 * kept_) cut();
  }

  // The last bytes, at most as many as are kept.
  std::string take() {
    cut();
    return std::move(bytes_);
  }

 private:
  void cut() {
    if (bytes_.size() > kept_) bytes_.erase(0, bytes_.size() - kept_);
  }

  std::size_t kept_;
  std::string bytes_;
};

}  // namespace keyhound
