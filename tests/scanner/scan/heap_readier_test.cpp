// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/heap_readier.h"

#include <doctest/doctest.h>

#include <memory>

#include "scanner/base/huge_heap.h"

namespace keyhound {

TEST_CASE("As many pages are readied as were asked for, while another thread allocates") {
  constexpr std::size_t kBytes = 64U << 20U;
  constexpr std::size_t kAsked = 8 * kHugePage;
  constexpr std::size_t kMostPages = kBytes / kHugePage;
  const bool has_area = grow_heap_in_huge_pages(kBytes);
  {
    const HeapReadier readier(kAsked, 2);
    for (int i = 0; i < 100; ++i) {
      const auto block = std::make_unique<std::size_t[]>(4096);
      block[4095] = 7;
      CHECK(block[4095] == 7);
    }
  }
  std::size_t left = 0;
  while (ready_next_heap_page()) ++left;
  if (has_area) {
    CHECK(left > 0);  // not all of it was readied
    CHECK(left <= kMostPages);
  }
}

TEST_CASE("With one thread, or for less than a page, nothing is readied") {
  constexpr std::size_t kBytes = 32U << 20U;
  if (!grow_heap_in_huge_pages(kBytes)) return;
  { const HeapReadier readier(kBytes, 1); }
  { const HeapReadier readier(kHugePage - 1, 2); }
  std::size_t left = 0;
  while (ready_next_heap_page()) ++left;
  CHECK(left >= kBytes / kHugePage - 2);  // all but what malloc itself and the ends take
}

}  // namespace keyhound
