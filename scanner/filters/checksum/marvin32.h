// SPDX-License-Identifier: Apache-2.0
// Marvin32, the keyed hash that Microsoft's identifiable keys end with
// (https://github.com/microsoft/SymCrypt/blob/main/lib/marvin32.c). Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

namespace keyhound {

std::uint64_t marvin64(std::string_view bytes, std::uint64_t seed);

// Both halves of marvin64() folded into one.
std::uint32_t marvin32(std::string_view bytes, std::uint64_t seed);

}  // namespace keyhound
