// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/byte_set.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace keyhound {
namespace {

// Quarter bits of information in each ASCII byte: -4 log2 of its share of 22 MB of source code
// (curl, the Python library, the C++ headers, package documentation), at most 64. Bytes above
// count 48.
constexpr std::array<std::uint8_t, 128> kQuarterBits = {
    64, 64, 64, 64, 64, 64, 64, 64, 64, 36, 20, 64, 64, 58, 64, 64,  //
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,  //
    9,  42, 28, 32, 37, 35, 38, 32, 27, 27, 26, 41, 27, 28, 27, 29,  //
    31, 32, 34, 37, 38, 39, 39, 42, 41, 40, 29, 31, 32, 29, 30, 46,  //
    42, 30, 36, 29, 34, 29, 35, 36, 35, 30, 50, 41, 30, 34, 31, 31,  //
    32, 47, 29, 29, 28, 32, 39, 40, 40, 40, 48, 38, 38, 38, 54, 21,  //
    48, 20, 29, 22, 23, 16, 24, 28, 25, 20, 43, 33, 21, 25, 20, 20,  //
    24, 40, 19, 19, 18, 24, 31, 31, 31, 28, 39, 36, 37, 36, 55, 64};
constexpr int kHighByteQuarterBits = 48;
// No ASCII byte counts more: J and Q are seldom in code, but not in the base64 that stands in it.
constexpr int kMaxQuarterBits = 28;

std::array<double, 256> make_shares() {
  std::array<double, 256> shares{};
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const int quarters = i < kQuarterBits.size() ? std::min<int>(kQuarterBits[i], kMaxQuarterBits)
                                                 : kHighByteQuarterBits;
    shares[i] = std::exp2(-quarters / 4.0);
  }
  return shares;
}

// Bytes between a letter and its other case.
constexpr std::size_t kCaseDistance = 0x20;

// A-Z, and the capitals of Latin-1, among which the multiplication sign sits at a letter's place;
// sharp s behind them is no pair of y-diaeresis.
ByteSet make_capitals() {
  return (byte_range('A', 'Z') | byte_range(0xC0, 0xDE)) & ~byte_range(0xD7, 0xD7);
}

}  // namespace

ByteSet byte_range(std::uint8_t first, std::uint8_t last) {
  ByteSet set;
  for (std::size_t byte = first; byte <= last; ++byte) set.set(byte);
  return set;
}

ByteSet fold_case(const ByteSet& set) {
  static const ByteSet kCapitals = make_capitals();
  return set | (set & kCapitals) << kCaseDistance | ((set >> kCaseDistance) & kCapitals);
}

double bits_of(const ByteSet& set) {
  static const std::array<double, 256> kShares = make_shares();
  if (set.all()) return 0;
  double share = 0;
  for (std::size_t byte = 0; byte < set.size(); ++byte) {
    if (set[byte]) share += kShares[byte];
  }
  return share >= 1 ? 0 : -std::log2(share);
}

}  // namespace keyhound
