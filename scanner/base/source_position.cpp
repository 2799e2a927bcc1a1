// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/source_position.h"

#include <algorithm>
#include <cstring>

#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

// The length of the leading run of ASCII, in steps of 8 bytes: a line may have hundreds of
// megabytes.
std::size_t ascii_run(std::string_view text) {
  std::size_t length = 0;
  while (length + 8 <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + length, 8);
    if ((word & 0x8080808080808080U) != 0) break;
    length += 8;
  }
  return length;
}

}  // namespace

SourcePosition advance(SourcePosition start, std::string_view text) {
  const std::size_t last_break = text.rfind('\n');
  if (last_break != std::string_view::npos) {
    const auto head = text.substr(0, last_break + 1);
    start.line += static_cast<std::uint64_t>(std::count(head.begin(), head.end(), '\n'));
    start.column = 1;
    text.remove_prefix(last_break + 1);
  }
  while (!text.empty()) {
    const std::size_t ascii = ascii_run(text);
    start.column += ascii;
    text.remove_prefix(ascii);
    for (int i = 0; i < 8 && !text.empty(); ++i) {
      const Utf8Unit unit = next_utf8(text);
      start.column += unit.code_point >= 0x10000 ? 2 : 1;
      text.remove_prefix(unit.length);
    }
  }
  return start;
}

}  // namespace keyhound
