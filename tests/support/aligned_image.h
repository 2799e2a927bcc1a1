// SPDX-License-Identifier: Apache-2.0
// AlignedImage: bytes of TriggerDatabase::compile_image() where they may be used.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "scanner/engine/trigger_database.h"

namespace keyhound::testing {

class AlignedImage {
 public:
  explicit AlignedImage(std::string_view bytes)
      : size_(bytes.size()), blocks_(bytes.size() / sizeof(Block) + 1) {
    std::copy(bytes.begin(), bytes.end(), blocks_.front().bytes);
  }

  [[nodiscard]] char* data() { return blocks_.front().bytes; }
  [[nodiscard]] std::string_view view() const { return {blocks_.front().bytes, size_}; }

 private:
  struct alignas(TriggerDatabase::kImageAlignment) Block {
    char bytes[TriggerDatabase::kImageAlignment] = {};
  };

  std::size_t size_;
  std::vector<Block> blocks_;
};

}  // namespace keyhound::testing
