// SPDX-License-Identifier: Apache-2.0
// Reads the parts of a regex that stand for one byte: escapes and [classes]. Used by the parser of
// regex_syntax.h.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "scanner/engine/byte_set.h"

namespace keyhound {

// A position in a regex. Reading past the end is asked for by peek() and answered with '\0'.
struct RegexCursor {
  std::string_view text;
  std::size_t position = 0;

  [[nodiscard]] bool at_end() const { return position >= text.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return position + ahead < text.size() ? text[position + ahead] : '\0';
  }
  [[nodiscard]] bool starts_with(std::string_view prefix) const {
    return text.substr(position < text.size() ? position : text.size()).starts_with(prefix);
  }
  // Steps over `prefix` when it stands here.
  bool skip(std::string_view prefix) {
    if (!starts_with(prefix)) return false;
    position += prefix.size();
    return true;
  }
};

// What one escape or class accepts. Unicode classes and code points above 0xFF are `approximate`:
// their set is every byte, which is what keeps the analysis sound.
struct ByteClass {
  ByteSet bytes;
  bool approximate = false;
};

// The escape at `cursor`, which stands behind the backslash. nullopt when it is none.
std::optional<ByteClass> read_escape(RegexCursor& cursor, bool fold);

// The class at `cursor`, which stands behind the opening bracket. nullopt when it is malformed.
std::optional<ByteClass> read_class(RegexCursor& cursor, bool fold);

}  // namespace keyhound
