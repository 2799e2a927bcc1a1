// SPDX-License-Identifier: Apache-2.0
// The memory of an evaluation: the strings, lists and maps that it makes. reset() ends their life
// and keeps the memory for the next one. Bounded: what does not fit comes out empty, and the
// evaluation ends as an error. One per thread.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/cel_value.h"

namespace keyhound {

class CelArena {
 public:
  static constexpr std::size_t kDefaultLimit = std::size_t{16} << 20U;  // bytes

  explicit CelArena(std::size_t limit = kDefaultLimit) : limit_(limit) {}

  std::string_view copy(std::string_view text);
  // Copies the strings' places, not their characters: `texts` must outlive the list.
  std::span<const CelValue> list_of(const std::vector<std::string>& texts);
  std::span<const CelValue> list_of(std::span<const CelValue> values);
  // Sorts by key. Of equal keys the later counts. An entry whose key is none (see CelMapEntry) is
  // left out.
  std::span<const CelMapEntry> map_of(std::span<const CelMapEntry> entries);

  // Room for this many; empty: the limit is reached. Nulls at first.
  std::span<char> characters(std::size_t count);
  std::span<CelValue> values(std::size_t count);

  // Something did not fit since the last reset().
  [[nodiscard]] bool is_exhausted() const { return is_exhausted_; }
  [[nodiscard]] std::size_t used() const { return used_; }
  void reset();

 private:
  struct Chunk {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size = 0;
  };

  // nullptr: the limit is reached.
  std::byte* allocate(std::size_t bytes);

  std::size_t limit_;
  std::size_t used_ = 0;    // handed out since the last reset()
  std::size_t chunk_ = 0;   // the one in use
  std::size_t offset_ = 0;  // in it
  bool is_exhausted_ = false;
  std::vector<Chunk> chunks_;
};

}  // namespace keyhound
