// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/script_cursor.h"

namespace keyhound {

ScriptCursor::ScriptCursor(std::string_view text, std::span<const TextRange> opaque)
    : text_(text), end_(static_cast<std::uint32_t>(text.size())) {
  std::uint32_t behind = 0;
  for (std::size_t i = 0; i < opaque.size(); ++i) {
    const TextRange range = opaque[i];
    if (range.begin < behind || range.end <= range.begin || range.end > end_) continue;
    opaque_.push_back({range, static_cast<int>(i)});
    behind = range.end;
  }
  find_limit();
}

void ScriptCursor::find_limit() {
  limit_ = next_ < opaque_.size() ? std::min(opaque_[next_].range.begin, end_) : end_;
}

ScriptCursor::Opaque ScriptCursor::take_opaque() {
  const Opaque taken = opaque_[next_++];
  position_ = taken.range.end;
  find_limit();
  return taken;
}

void ScriptCursor::seek(std::uint32_t position) {
  position_ = position;
  const auto next = std::lower_bound(
      opaque_.begin(), opaque_.end(), position,
      [](const Opaque& entry, std::uint32_t at) { return entry.range.begin < at; });
  next_ = static_cast<std::size_t>(next - opaque_.begin());
  find_limit();
}

std::uint32_t ScriptCursor::line_end() const {
  std::uint32_t from = position_;
  for (std::size_t next = next_; from < end_; ++next) {
    const bool is_last = next >= opaque_.size() || opaque_[next].range.begin >= end_;
    const std::uint32_t stop = is_last ? end_ : opaque_[next].range.begin;
    const std::size_t found = text_.substr(from, stop - from).find('\n');
    if (found != std::string_view::npos) return from + static_cast<std::uint32_t>(found) + 1;
    if (is_last) break;
    from = opaque_[next].range.end;
  }
  return end_;
}

std::vector<TextRange> ScriptCursor::double_parentheses() const {
  std::vector<TextRange> found;
  std::vector<std::uint32_t> open;
  TextRange closed;  // the pair that was closed last
  std::uint32_t at = 0;
  for (std::size_t next = 0; next <= opaque_.size(); ++next) {
    const bool is_last = next == opaque_.size();
    const auto stop =
        is_last ? static_cast<std::uint32_t>(text_.size()) : opaque_[next].range.begin;
    for (; at < stop; ++at) {
      if (text_[at] == '(') open.push_back(at);
      if (text_[at] != ')' || open.empty()) continue;
      const TextRange pair{open.back(), at};
      open.pop_back();
      if (pair.begin + 1 == closed.begin && pair.end == closed.end + 1)
        found.push_back({pair.begin + 2, closed.end});
      closed = pair;
    }
    if (!is_last) at = opaque_[next].range.end;
  }
  std::sort(found.begin(), found.end());
  return found;
}

void ScriptCursor::set_end(std::uint32_t end) {
  end_ = end;
  find_limit();
}

}  // namespace keyhound
