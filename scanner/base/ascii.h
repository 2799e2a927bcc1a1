// SPDX-License-Identifier: Apache-2.0
// ASCII classes and case folding, independent of the locale. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

inline bool is_digit_ascii(char c) { return c >= '0' && c <= '9'; }
inline bool is_upper_ascii(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_lower_ascii(char c) { return c >= 'a' && c <= 'z'; }
inline bool is_alpha_ascii(char c) { return is_upper_ascii(c) || is_lower_ascii(c); }
inline bool is_alnum_ascii(char c) { return is_alpha_ascii(c) || is_digit_ascii(c); }

inline char to_lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string to_lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = to_lower_ascii(c);
  return lower;
}

inline std::string to_upper_ascii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = is_lower_ascii(c) ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

}  // namespace keyhound
