// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/huge_heap.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace keyhound {

TEST_CASE("The heap grows by what was asked for, and blocks come from there") {
  const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
  constexpr std::size_t kBytes = 64U << 20U;
  if (!grow_heap_in_huge_pages(kBytes)) return;  // limits, or no huge pages here
  const auto after = reinterpret_cast<std::uintptr_t>(sbrk(0));
  CHECK(after >= before + kBytes);
  const std::vector<char> block(8U << 20U);
  const auto place = reinterpret_cast<std::uintptr_t>(block.data());
  CHECK(place < reinterpret_cast<std::uintptr_t>(sbrk(0)));
}

TEST_CASE("The pages of the area are readied once each, and what stands in them stays") {
  constexpr std::size_t kBytes = 64U << 20U;
  const bool has_area = grow_heap_in_huge_pages(kBytes);
  std::vector<std::unique_ptr<unsigned char[]>> blocks;
  for (std::size_t i = 0; i < 20; ++i) {
    blocks.push_back(std::make_unique<unsigned char[]>(std::size_t{1} << 20));
    std::fill_n(blocks.back().get(), std::size_t{1} << 20, static_cast<unsigned char>(i + 1));
  }
  std::size_t pages = 0;
  while (ready_next_heap_page()) ++pages;
  if (has_area) {
    CHECK(pages > 0);
    CHECK(pages <= kBytes / kHugePage);
  }
  CHECK_FALSE(ready_next_heap_page());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const unsigned char* block = blocks[i].get();
    CHECK(std::all_of(block, block + (std::size_t{1} << 20),
                      [&](unsigned char byte) { return byte == i + 1; }));
  }
}

TEST_CASE("More than can be asked for is refused") {
  CHECK_FALSE(grow_heap_in_huge_pages(std::size_t{1} << 40U));
}

TEST_CASE("A limit of data that is near what is asked for is left its room") {
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_DATA, &before) == 0);
  rlimit limit = before;
  limit.rlim_cur = 200U << 20U;
  REQUIRE(setrlimit(RLIMIT_DATA, &limit) == 0);
  CHECK_FALSE(grow_heap_in_huge_pages(64U << 20U));
  CHECK(setrlimit(RLIMIT_DATA, &before) == 0);
}

}  // namespace keyhound
