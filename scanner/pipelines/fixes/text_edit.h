// SPDX-License-Identifier: Apache-2.0
// TextEdit: bytes of a text that others take the place of. Plain data; the functions are pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/text_range.h"

namespace keyhound {

struct TextEdit {
  TextRange range;  // empty: an insertion
  std::string text;
  auto operator<=>(const TextEdit&) const = default;
};

// Sorts them by place. False: two of them touch the same bytes, or one is beyond the text.
bool sort_edits(std::string_view text, std::vector<TextEdit>& edits);

// REQUIRES: sort_edits() said yes.
std::string apply_edits(std::string_view text, const std::vector<TextEdit>& edits);

// Where a byte of the edited text stood before; of inserted bytes, where they were inserted.
std::uint32_t offset_before(const std::vector<TextEdit>& edits, std::uint32_t offset);

}  // namespace keyhound
