// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/entry_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace keyhound {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;

// Of an index whose offsets and positions do not fit into a word together.
struct WideItem {
  std::uint64_t offset_ = 0;
  std::uint32_t position_ = 0;
  [[nodiscard]] std::uint64_t offset(unsigned) const { return offset_; }
  [[nodiscard]] std::uint32_t position(unsigned) const { return position_; }
  static WideItem make(std::uint64_t offset, std::uint32_t position, unsigned) {
    return {offset, position};
  }
};

// The position in the lowest bits, the offset above.
struct Item {
  std::uint64_t word = 0;
  [[nodiscard]] std::uint64_t offset(unsigned position_bits) const { return word >> position_bits; }
  [[nodiscard]] std::uint32_t position(unsigned position_bits) const {
    return static_cast<std::uint32_t>(word & ((std::uint64_t{1} << position_bits) - 1));
  }
  static Item make(std::uint64_t offset, std::uint32_t position, unsigned position_bits) {
    return {offset << position_bits | position};
  }
};

// One pass of a radix sort, by the digit at `shift`: a pack may have millions of objects, and this
// takes a fifth of what comparing them does.
template <class T>
void sort_by_digit(const std::vector<T>& from, unsigned position_bits, unsigned shift,
                   std::vector<T>& to) {
  const auto digit = [&](const T& item) {
    return (item.offset(position_bits) >> shift) & (kDigits - 1);
  };
  std::array<std::size_t, kDigits> next{};
  for (const T& item : from) ++next[digit(item)];
  std::size_t sum = 0;
  for (std::size_t& place : next) sum += std::exchange(place, sum);
  for (const T& item : from) to[next[digit(item)]++] = item;
}

template <class T>
EntryOrder sorted_entries(const PackIndex& index, unsigned position_bits, unsigned offset_bits) {
  std::vector<T> items;
  items.reserve(index.size());
  for (std::uint32_t i = 0; i < index.size(); ++i)
    items.push_back(T::make(index.offset(i), i, position_bits));
  std::vector<T> other(items.size());
  for (unsigned shift = 0; shift < offset_bits; shift += kDigitBits) {
    sort_by_digit(items, position_bits, shift, other);
    items.swap(other);
  }
  EntryOrder order;
  order.offsets.reserve(items.size());
  order.positions.reserve(items.size());
  for (const T& item : items) {
    order.offsets.push_back(item.offset(position_bits));
    order.positions.push_back(item.position(position_bits));
  }
  return order;
}

}  // namespace

std::optional<std::size_t> EntryOrder::find(std::uint64_t offset) const {
  const auto found = std::lower_bound(offsets.begin(), offsets.end(), offset);
  if (found == offsets.end() || *found != offset) return std::nullopt;
  return static_cast<std::size_t>(found - offsets.begin());
}

EntryOrder order_entries(const PackIndex& index) {
  std::uint64_t greatest = 0;
  for (std::uint32_t i = 0; i < index.size(); ++i) greatest = std::max(greatest, index.offset(i));
  const auto offset_bits = static_cast<unsigned>(std::bit_width(greatest));
  const auto position_bits = static_cast<unsigned>(std::bit_width(index.size()));
  const bool fit = offset_bits + position_bits <= 64;  // always, but in a hostile index
  return fit ? sorted_entries<Item>(index, position_bits, offset_bits)
             : sorted_entries<WideItem>(index, position_bits, offset_bits);
}

}  // namespace keyhound
