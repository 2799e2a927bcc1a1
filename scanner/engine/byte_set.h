// SPDX-License-Identifier: Apache-2.0
// ByteSet: which bytes an element of a regex accepts, and how seldom source code holds one of them.
#pragma once

#include <bitset>
#include <cstdint>

namespace keyhound {

using ByteSet = std::bitset<256>;

ByteSet byte_range(std::uint8_t first, std::uint8_t last);

// `set` with the other case of each of its letters, ASCII and Latin-1, as RE2 folds single bytes.
ByteSet fold_case(const ByteSet& set);

// -log2 of the chance that a byte of ordinary source code is in `set`; at least 0.
double bits_of(const ByteSet& set);

}  // namespace keyhound
