// SPDX-License-Identifier: Apache-2.0
// The lines of a small configuration file: without a byte order mark, carriage returns and white
// space at their ends. Pure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace keyhound {

// Calls `on_line(line, number)` for each line; numbers count from 1.
template <class OnLine>
void for_each_line(std::string_view text, const OnLine& on_line) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
      line.remove_suffix(1);
    on_line(line, number);
  }
}

}  // namespace keyhound
