// SPDX-License-Identifier: Apache-2.0
// Private to scanner/decode/: WipedBuffer, a buffer for secrets that is wiped at its end.
#pragma once

#include <openssl/crypto.h>

#include <cstddef>
#include <span>
#include <vector>

namespace keyhound {

class WipedBuffer {
 public:
  explicit WipedBuffer(std::size_t size) : bytes_(size) {}
  ~WipedBuffer() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  WipedBuffer(const WipedBuffer&) = delete;
  WipedBuffer& operator=(const WipedBuffer&) = delete;
  std::span<char> bytes() { return bytes_; }

 private:
  std::vector<char> bytes_;
};

}  // namespace keyhound
