// SPDX-License-Identifier: Apache-2.0
// The CRC-32 that an index keeps of each entry of its pack, header and zlib stream, as they stand
// in the file. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

namespace keyhound {

std::uint32_t entry_crc(std::string_view entry);

}  // namespace keyhound
