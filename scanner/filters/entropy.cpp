// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/entropy.h"

#include <array>
#include <cmath>

namespace keyhound {

double shannon_entropy(std::string_view text) {
  std::array<std::size_t, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double entropy = 0;
  for (const std::size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(text.size());
    entropy -= share * std::log2(share);
  }
  return entropy;
}

}  // namespace keyhound
