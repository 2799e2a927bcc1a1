// SPDX-License-Identifier: Apache-2.0
// Opening files that only their user may write, since what they hold is believed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

inline constexpr std::uint64_t kLargestOwnFile = std::uint64_t{64} << 20U;  // bytes

// Opens for reading and appending or writing, and makes the file (0600) and its directories (0700)
// where they lack. kConfiguration for a link, what is no regular file, one that others own or may
// write, and one that is too large. The descriptor is the caller's; `flags` come on top.
Result<int> open_own_file(const std::string& path, int flags = 0);

}  // namespace keyhound
