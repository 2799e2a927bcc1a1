// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/heap_readier.h"

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <memory>

#include "scanner/base/huge_heap.h"

namespace keyhound {

namespace {

// Of the huge pages in [begin, end) those that are in memory.
std::size_t present_pages(std::uintptr_t begin, std::uintptr_t end) {
  std::size_t count = 0;
  for (std::uintptr_t at = (begin + kHugePage - 1) / kHugePage * kHugePage; at + kHugePage <= end;
       at += kHugePage) {
    unsigned char is_there = 0;
    if (mincore(reinterpret_cast<void*>(at), 1, &is_there) == 0) count += is_there & 1U;
  }
  return count;
}

}  // namespace

TEST_CASE("As many pages are readied as were asked for, while another thread allocates") {
  constexpr std::size_t kBytes = 64U << 20U;
  constexpr std::size_t kAsked = 8;
  const auto begin = reinterpret_cast<std::uintptr_t>(sbrk(0));
  if (!grow_heap_in_huge_pages(kBytes)) return;  // limits, or no huge pages here
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const std::size_t before = present_pages(begin, end);
  const HeapReadier readier(kAsked * kHugePage, 2);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (present_pages(begin, end) < before + kAsked &&
         std::chrono::steady_clock::now() < deadline) {
    const auto block = std::make_unique<std::size_t[]>(4096);
    block[4095] = 7;
    CHECK(block[4095] == 7);
  }
  CHECK(present_pages(begin, end) >= before + kAsked);
  CHECK(present_pages(begin, end) <= before + kAsked + 1);  // what the blocks touched
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
