// SPDX-License-Identifier: Apache-2.0
// A process and its descendants, as /proc shows them now. Best effort: what ends while it is looked
// at is left out; without /proc, or a kernel without its lists of children, it is the process
// alone.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace keyhound {

// Parents before their children; `root` first.
std::vector<pid_t> process_tree(pid_t root);

// Resident memory that is no file's, of all of them.
std::uint64_t own_memory_of_tree(pid_t root);

// Ends all of them, also those that made a group of their own: each is stopped before its children
// are looked up, so that none is started meanwhile.
void kill_process_tree(pid_t root);

}  // namespace keyhound
