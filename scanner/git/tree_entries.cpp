// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/tree_entries.h"

#include <algorithm>
#include <cstring>

namespace keyhound {

int compare_tree_names(const TreeEntryView& a, const TreeEntryView& b) {
  const std::size_t common = std::min(a.name.size(), b.name.size());
  const int order = std::memcmp(a.name.data(), b.name.data(), common);
  if (order != 0) return order;
  const auto after = [common](const TreeEntryView& entry) {
    if (entry.name.size() > common)
      return static_cast<int>(static_cast<std::uint8_t>(entry.name[common]));
    return entry.is_tree() ? static_cast<int>('/') : 0;
  };
  const int next = after(a) - after(b);
  if (next != 0) return next;
  return a.name.size() < b.name.size() ? -1 : static_cast<int>(a.name.size() > b.name.size());
}

void TreeCursor::advance() {
  at_end_ = true;
  if (rest_.empty()) return;
  damaged_ = true;
  std::uint32_t mode = 0;
  std::size_t at = 0;
  constexpr std::size_t kMaxModeDigits = 7;
  while (at < rest_.size() && at < kMaxModeDigits && rest_[at] >= '0' && rest_[at] <= '7') {
    mode = mode * 8 + static_cast<std::uint32_t>(rest_[at++] - '0');
  }
  if (at == 0 || at == rest_.size() || rest_[at] != ' ') return;
  rest_.remove_prefix(at + 1);
  const std::size_t name_size = rest_.find('\0');
  if (name_size == std::string_view::npos || rest_.size() - name_size - 1 < id_size_) return;
  entry_ = {mode, rest_.substr(0, name_size), rest_.substr(name_size + 1, id_size_)};
  rest_.remove_prefix(name_size + 1 + id_size_);
  damaged_ = false;
  at_end_ = false;
}

}  // namespace keyhound
