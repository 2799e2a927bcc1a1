// SPDX-License-Identifier: Apache-2.0
// ASCII case folding, independent of the locale. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

inline char to_lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string to_lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = to_lower_ascii(c);
  return lower;
}

}  // namespace keyhound
