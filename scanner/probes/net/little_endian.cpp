// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/little_endian.h"

namespace keyhound {

std::string little_endian(std::uint64_t value, std::size_t width) {
  std::string bytes;
  for (std::size_t i = 0; i < width; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xffU);
  return bytes;
}

std::uint64_t number_of_little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    value = (value << 8U) | static_cast<std::uint8_t>(bytes[i - 1]);
  return value;
}

}  // namespace keyhound
