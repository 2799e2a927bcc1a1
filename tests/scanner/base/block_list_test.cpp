// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/block_list.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <numeric>

namespace keyhound {
namespace {

std::vector<std::uint32_t> counting(std::uint32_t count) {
  std::vector<std::uint32_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0U);
  return numbers;
}

TEST_CASE("What is appended to a list of blocks stands side by side and stays where it is") {
  BlockList<std::uint32_t> list;
  std::vector<std::span<std::uint32_t>> spans;
  for (std::uint32_t i = 0; i < 300; ++i) spans.push_back(list.append(counting(i * 7)));
  const BlockList<std::uint32_t> moved = std::move(list);
  std::size_t all = 0;
  for (std::uint32_t i = 0; i < 300; ++i) {
    const std::vector<std::uint32_t> expected = counting(i * 7);
    CHECK(std::equal(spans[i].begin(), spans[i].end(), expected.begin(), expected.end()));
    all += expected.size();
  }
  CHECK(moved.size() == all);
}

TEST_CASE("A list of blocks gives its items in order, whatever the blocks") {
  constexpr std::uint32_t kMany = 200'000;  // more than a block holds
  BlockList<std::uint32_t> list;
  for (std::uint32_t i = 0; i < kMany; ++i) CHECK(list.push_back(i) == i);
  std::vector<std::uint32_t> seen;
  list.for_each([&](std::uint32_t one) { seen.push_back(one); });
  CHECK(seen == counting(kMany));
}

TEST_CASE("More items than a block has room for go into one of their own") {
  BlockList<std::uint32_t> list;
  list.push_back(1);
  const auto many = list.append(counting(BlockList<std::uint32_t>::kBlockBytes));
  CHECK(many.size() == BlockList<std::uint32_t>::kBlockBytes);
  CHECK(many.back() == BlockList<std::uint32_t>::kBlockBytes - 1);
  CHECK(list.append({}).empty());
}

}  // namespace
}  // namespace keyhound
