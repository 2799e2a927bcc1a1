// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/text_edit.h"

#include <algorithm>

namespace keyhound {

bool sort_edits(std::string_view text, std::vector<TextEdit>& edits) {
  std::sort(edits.begin(), edits.end());
  std::uint32_t end = 0;
  bool is_first = true;
  for (const TextEdit& one : edits) {
    if (one.range.end < one.range.begin || one.range.end > text.size()) return false;
    // Two insertions at one place would be in no order that anybody chose.
    const bool is_apart =
        is_first || one.range.begin > end || (one.range.begin == end && !one.range.empty());
    if (!is_apart) return false;
    is_first = false;
    end = one.range.end;
  }
  return true;
}

std::string apply_edits(std::string_view text, const std::vector<TextEdit>& edits) {
  std::string edited;
  std::uint32_t at = 0;
  for (const TextEdit& one : edits) {
    edited += text.substr(at, one.range.begin - at);
    edited += one.text;
    at = one.range.end;
  }
  edited += text.substr(at);
  return edited;
}

std::uint32_t offset_before(const std::vector<TextEdit>& edits, std::uint32_t offset) {
  std::uint32_t at = 0;     // in the text before
  std::uint32_t after = 0;  // the same place in the edited one
  for (const TextEdit& one : edits) {
    const std::uint32_t kept = one.range.begin - at;
    if (offset < after + kept) break;
    after += kept;
    const auto size = static_cast<std::uint32_t>(one.text.size());
    if (offset < after + size) return one.range.begin;
    after += size;
    at = one.range.end;
  }
  return at + (offset - after);
}

}  // namespace keyhound
