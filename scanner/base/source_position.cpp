// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/source_position.h"

#include <algorithm>

#include "scanner/base/utf8.h"

namespace keyhound {

SourcePosition advance(SourcePosition start, std::string_view text) {
  const std::size_t last_break = text.rfind('\n');
  if (last_break != std::string_view::npos) {
    const auto head = text.substr(0, last_break + 1);
    start.line += static_cast<std::uint64_t>(std::count(head.begin(), head.end(), '\n'));
    start.column = 1;
    text.remove_prefix(last_break + 1);
  }
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8(text);
    start.column += unit.code_point >= 0x10000 ? 2 : 1;
    text.remove_prefix(unit.length);
  }
  return start;
}

}  // namespace keyhound
