// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/chart_shapes.h"

#include <cmath>

namespace keyhound {

std::string svg_number(double value) {
  const auto hundredths = static_cast<std::int64_t>(std::llround(value * 100.0));
  const std::int64_t size = hundredths < 0 ? -hundredths : hundredths;
  std::string text = (hundredths < 0 ? "-" : "") + std::to_string(size / 100);
  if (size % 100 == 0) return text;
  text += '.';
  text += static_cast<char>('0' + size % 100 / 10);
  if (size % 10 != 0) text += static_cast<char>('0' + size % 10);
  return text;
}

std::uint64_t axis_step(std::uint64_t most) {
  const std::uint64_t least = most / 4 + (most % 4 == 0 ? 0 : 1);
  std::uint64_t zeros = 1;
  for (;;) {
    for (const std::uint64_t digit : {1U, 2U, 3U, 4U, 5U, 6U, 8U})
      if (digit * zeros >= least) return digit * zeros;
    if (zeros > least) return least;  // does not happen below 10^19
    zeros *= 10;
  }
}

}  // namespace keyhound
