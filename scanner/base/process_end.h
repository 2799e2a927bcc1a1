// SPDX-License-Identifier: Apache-2.0
// What a process that ends as soon as its answer is written need not do: take large objects apart
// that the kernel takes back whole. Said once, by the command that ends so. Thread-safe.
#pragma once

#include <memory>

namespace keyhound {

// From now on the process ends without freeing.
void end_without_freeing();
[[nodiscard]] bool ends_without_freeing();

// Holds `object` to the end of such a process; otherwise frees it at once.
void keep_to_end(std::shared_ptr<const void> object);

}  // namespace keyhound
