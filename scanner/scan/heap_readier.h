// SPDX-License-Identifier: Apache-2.0
// HeapReadier: clearing new memory takes the kernel a good part of the time of a phase in which one
// thread works alone. While the object lives, another thread has it done before it is asked for.
#pragma once

#include <cstddef>
#include <thread>

namespace keyhound {

class HeapReadier {
 public:
  // About `bytes`, rounded down; nothing when there is only one slot, or no area of huge pages.
  HeapReadier(std::size_t bytes, std::size_t slots);

 private:
  std::jthread thread_;  // stops and is waited for at the end
};

}  // namespace keyhound
