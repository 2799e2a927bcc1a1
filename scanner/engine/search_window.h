// SPDX-License-Identifier: Apache-2.0
// SearchWindow: the part of a text that is searched for triggers. Plain data.
#pragma once

#include <cstddef>

namespace keyhound {

// The bytes [begin, end) of a text, searched for hits that end in [first_end, end].
struct SearchWindow {
  std::size_t begin = 0;
  std::size_t first_end = 0;
  std::size_t end = 0;
  bool operator==(const SearchWindow&) const = default;
};

}  // namespace keyhound
