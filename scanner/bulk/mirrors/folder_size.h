// SPDX-License-Identifier: Apache-2.0
// What a folder takes on disk.
#pragma once

#include <cstdint>
#include <string>

namespace keyhound {

// Bytes of all that is below `folder`, as the file system stores it; links are not followed. What
// vanishes meanwhile is left out.
std::uint64_t folder_size(const std::string& folder);

}  // namespace keyhound
