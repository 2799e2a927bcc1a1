// SPDX-License-Identifier: Apache-2.0
// BlockList: a list of small items that only grows, for lists of millions. Growing copies nothing
// and touches no memory twice, and what stands in it stays at its place, also when the list is
// moved. One thread at a time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace keyhound {

template <class T>
class BlockList {
 public:
  static constexpr std::size_t kBlockBytes = std::size_t{256} << 10;

  BlockList() = default;
  BlockList(BlockList&&) noexcept = default;
  BlockList& operator=(BlockList&&) noexcept = default;
  BlockList(const BlockList&) = delete;
  BlockList& operator=(const BlockList&) = delete;
  ~BlockList() = default;

  // They stand side by side, and stay valid as long as the list.
  std::span<T> append(std::span<const T> items) {
    std::vector<T>& block = block_for(items.size());
    const std::size_t before = block.size();
    block.insert(block.end(), items.begin(), items.end());
    size_ += items.size();
    return std::span<T>(block).subspan(before);
  }

  T& push_back(T item) {
    std::vector<T>& block = block_for(1);
    block.push_back(std::move(item));
    ++size_;
    return block.back();
  }

  [[nodiscard]] std::size_t size() const { return size_; }

  // Calls `look` with every item, in order.
  template <class Look>
  void for_each(const Look& look) {
    for (std::vector<T>& block : blocks_)
      for (T& item : block) look(item);
  }

 private:
  // The last block, which has room for so many.
  std::vector<T>& block_for(std::size_t count) {
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < count) {
      blocks_.emplace_back();
      blocks_.back().reserve(std::max(kBlockBytes / sizeof(T), std::max<std::size_t>(count, 1)));
    }
    return blocks_.back();
  }

  std::vector<std::vector<T>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace keyhound
