// SPDX-License-Identifier: Apache-2.0
// Private to decode/: numbers in the headers of zip and 7z archives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace keyhound {

// The number of `count` bytes at `offset`. REQUIRES: they lie in `bytes`; count <= 8.
inline std::uint64_t little_endian(std::string_view bytes, std::size_t offset, std::size_t count) {
  std::uint64_t number = 0;
  for (std::size_t i = count; i > 0; --i)
    number = number << 8U | static_cast<unsigned char>(bytes[offset + i - 1]);
  return number;
}

}  // namespace keyhound
