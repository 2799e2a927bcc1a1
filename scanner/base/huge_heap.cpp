// SPDX-License-Identifier: Apache-2.0
// The heap is one area that ends at the break. glibc moves the break by what it needs and M_TOP_PAD
// more (https://man7.org/linux/man-pages/man3/mallopt.3.html), so one allocation after setting that
// makes the area that is then advised to be huge pages.
#include "scanner/base/huge_heap.h"

#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <climits>
#include <cstdint>
#include <cstdlib>

namespace keyhound {
namespace {

constexpr std::size_t kPage = 4096;
constexpr int kLaterPad = 4 << 20;          // bytes that the heap grows by when `bytes` are used up
constexpr int kGreatestOnHeap = 32 << 20;   // bytes; glibc allows no more
constexpr std::size_t kProbe = 64U << 10U;  // below the size that has an area of its own

// What ready_next_heap_page() has not looked at yet, in whole huge pages; set before there are
// threads.
std::uintptr_t unready_begin = 0;
std::uintptr_t unready_end = 0;

bool is_unlimited(__rlimit_resource resource) {
  rlimit limit{};
  return getrlimit(resource, &limit) == 0 && limit.rlim_cur == RLIM_INFINITY;
}

// The area counts as data as a whole, touched or not. A limit that is far above it is there to stop
// a run that goes wrong, as workers of bulk scans have it.
bool has_data_for(std::size_t bytes) {
  constexpr std::size_t kMargin = 4;
  rlimit limit{};
  return getrlimit(RLIMIT_DATA, &limit) == 0 && limit.rlim_cur / kMargin >= bytes;
}

}  // namespace

bool grow_heap_in_huge_pages(std::size_t bytes) {
  if (bytes > INT_MAX || !is_unlimited(RLIMIT_AS) || !has_data_for(bytes)) return false;
  const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
  mallopt(M_TOP_PAD, static_cast<int>(bytes));
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  // Blocks on the heap make it grow, in the end.
  void* blocks[16] = {};
  std::uintptr_t after = before;
  for (void*& block : blocks) {
    block = std::malloc(kProbe);
    after = reinterpret_cast<std::uintptr_t>(sbrk(0));
    if (after != before) break;
  }
  for (void* block : blocks) std::free(block);
  mallopt(M_TOP_PAD, kLaterPad);
  mallopt(M_MMAP_THRESHOLD, kGreatestOnHeap);
  if (after < before + bytes) return false;
  const std::uintptr_t begin = (before + kPage - 1) / kPage * kPage;
  if (madvise(reinterpret_cast<void*>(begin), after - begin, MADV_HUGEPAGE) != 0) return false;
  unready_begin = (begin + kHugePage - 1) / kHugePage * kHugePage;
  unready_end = after / kHugePage * kHugePage;
  return true;
}

// Not by MADV_POPULATE_WRITE, which keeps others from mapping memory meanwhile. Adding nothing to a
// byte in one step leaves whatever somebody else writes there at that moment.
bool ready_next_heap_page() {
  while (unready_begin < unready_end) {
    auto* const page = reinterpret_cast<unsigned char*>(unready_begin);
    unready_begin += kHugePage;
    unsigned char is_there = 0;  // of its first bytes, and so of all
    if (mincore(page, 1, &is_there) == 0 && (is_there & 1) != 0) continue;
    __atomic_fetch_add(page, 0, __ATOMIC_RELAXED);
    return true;
  }
  return false;
}

}  // namespace keyhound
