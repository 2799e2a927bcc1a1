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

}  // namespace keyhound
