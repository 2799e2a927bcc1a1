// SPDX-License-Identifier: Apache-2.0
// Where a byte of a text stands for a person: line and column, both from 1. Columns count UTF-16
// code units, as SARIF (columnKind utf16CodeUnits), GitHub and editors do; a byte that is not part
// of a valid UTF-8 sequence counts as one.
#pragma once

#include <cstdint>
#include <string_view>

namespace keyhound {

struct SourcePosition {
  std::uint64_t line = 1;
  std::uint64_t column = 1;
  auto operator<=>(const SourcePosition&) const = default;
};

// The position after `text`, which starts at `start`. Only "\n" ends a line, as for git, grep and
// SARIF's default newlineSequences. Do not cut `text` inside a UTF-8 sequence.
SourcePosition advance(SourcePosition start, std::string_view text);

}  // namespace keyhound
