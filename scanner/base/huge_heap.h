// SPDX-License-Identifier: Apache-2.0
// A heap on huge pages, for runs that hold much in memory: looking up addresses is a good part of
// what such a run does.
#pragma once

#include <cstddef>

namespace keyhound {

// From now on the process's heap grows into `bytes` of address space that the kernel may back with
// huge pages, and is not given back piece by piece. Memory is used as it is touched, by 2 MiB.
// False where the process's address space is limited (ulimit -v, -d), and nothing is changed then;
// also false where the kernel gives no such area or no huge pages. Call before there are threads.
// Linux with glibc.
bool grow_heap_in_huge_pages(std::size_t bytes);

// Has the kernel clear the next huge page of that area that nobody has touched, so that nobody
// waits for it later; what stands in the area stays. From any thread, one at a time, while others
// use the heap. False where there is no area, or nothing is left of it.
bool ready_next_heap_page();
inline constexpr std::size_t kHugePage = std::size_t{2} << 20;

}  // namespace keyhound
