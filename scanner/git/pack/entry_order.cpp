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

struct Item {
  std::uint64_t offset = 0;
  std::uint32_t position = 0;
};

// One pass of a radix sort, by the digit at `shift`: a pack may have millions of objects, and this
// takes a fifth of what comparing them does.
void sort_by_digit(const std::vector<Item>& from, unsigned shift, std::vector<Item>& to) {
  std::array<std::size_t, kDigits> next{};
  for (const Item& item : from) ++next[(item.offset >> shift) & (kDigits - 1)];
  std::size_t sum = 0;
  for (std::size_t& place : next) sum += std::exchange(place, sum);
  for (const Item& item : from) to[next[(item.offset >> shift) & (kDigits - 1)]++] = item;
}

}  // namespace

std::optional<std::size_t> EntryOrder::find(std::uint64_t offset) const {
  const auto found = std::lower_bound(offsets.begin(), offsets.end(), offset);
  if (found == offsets.end() || *found != offset) return std::nullopt;
  return static_cast<std::size_t>(found - offsets.begin());
}

EntryOrder order_entries(const PackIndex& index) {
  std::vector<Item> items(index.size());
  std::uint64_t greatest = 0;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    items[i] = {index.offset(i), i};
    greatest = std::max(greatest, items[i].offset);
  }
  std::vector<Item> other(items.size());
  const auto bits = static_cast<unsigned>(std::bit_width(greatest));
  for (unsigned shift = 0; shift < bits; shift += kDigitBits) {
    sort_by_digit(items, shift, other);
    items.swap(other);
  }
  EntryOrder order;
  order.offsets.reserve(items.size());
  order.positions.reserve(items.size());
  for (const Item& item : items) {
    order.offsets.push_back(item.offset);
    order.positions.push_back(item.position);
  }
  return order;
}

}  // namespace keyhound
