// SPDX-License-Identifier: Apache-2.0
// Unpacks a text that is packed with LZMA, through libarchive. Stateless, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// The `size` bytes that `data` unpack to; kCorrupt when they do not. `properties` are the five
// bytes that LZMA files begin with. REQUIRES: the caller bounds `size`.
Result<std::string> unpack_lzma(std::string_view properties, std::uint64_t size,
                                std::string_view data);

}  // namespace keyhound
