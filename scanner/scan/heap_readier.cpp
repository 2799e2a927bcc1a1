// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/heap_readier.h"

#include "scanner/base/huge_heap.h"

namespace keyhound {

HeapReadier::HeapReadier(std::size_t bytes, std::size_t slots) {
  if (slots < 2 || bytes < kHugePage) return;
  thread_ = std::jthread([pages = bytes / kHugePage](const std::stop_token& stop) {
    for (std::size_t i = 0; i < pages && !stop.stop_requested(); ++i)
      if (!ready_next_heap_page()) return;
  });
}

}  // namespace keyhound
