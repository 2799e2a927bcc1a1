// SPDX-License-Identifier: Apache-2.0
// NameTable: distinct names of tree entries, numbered in the order in which they were first seen.
// One per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/git/pack/seeded_hash.h"

namespace keyhound {

class NameTable {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  // What hostile trees can make one thread keep.
  static constexpr std::uint32_t kMostNames = std::uint32_t{1} << 24;
  static constexpr std::size_t kMostBytes = std::size_t{1} << 28;

  explicit NameTable(std::uint32_t most_names = kMostNames, std::size_t most_bytes = kMostBytes);

  // The number of the name; kNone when the table is full.
  std::uint32_t intern(std::string_view name);
  // Valid until the next intern(). REQUIRES: number < size().
  [[nodiscard]] std::string_view name(std::uint32_t number) const {
    return {bytes_.data() + begins_[number], begins_[number + 1] - begins_[number]};
  }
  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(begins_.size() - 1);
  }

 private:
  struct Slot {
    std::uint32_t tag = 0;  // bits of the hash that do not choose the slot
    std::uint32_t number = kNone;
  };
  void grow();

  std::uint32_t most_names_;
  std::size_t most_bytes_;
  SeededHash hash_;
  std::string bytes_;
  std::vector<std::size_t> begins_ = {0};  // in bytes_, and one more
  std::vector<Slot> slots_;                // open addressing, at most half full
};

}  // namespace keyhound
