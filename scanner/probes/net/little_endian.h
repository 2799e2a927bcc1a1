// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: numbers as protocols have them that put the least byte first. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keyhound {

// REQUIRES: `width` is 8 at most.
std::string little_endian(std::uint64_t value, std::size_t width);
// Of 8 bytes at most.
std::uint64_t number_of_little_endian(std::string_view bytes);

}  // namespace keyhound
