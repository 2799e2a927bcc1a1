// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/dockerfile/dockerfile_lines.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

DockerfileLines::DockerfileLines(std::string_view text) : text_(text), budget_(text) {
  if (text_.compare(0, 3, "\xEF\xBB\xBF") == 0) at_ = 3;
  while (read_directive()) continue;
}

DockerfileLines::Line DockerfileLines::line_at(std::uint32_t at) const {
  const auto end = static_cast<std::uint32_t>(std::min(text_.find('\n', at), text_.size()));
  Line line{at, end, std::min(end + 1, static_cast<std::uint32_t>(text_.size()))};
  if (line.end > at && text_[line.end - 1] == '\r') --line.end;
  while (line.begin < line.end && is_blank(text_[line.begin])) ++line.begin;
  return line;
}

// "# key=value" at the top; false: what is here is no directive.
bool DockerfileLines::read_directive() {
  const Line line = line_at(at_);
  if (line.begin == line.end || text_[line.begin] != '#') return false;
  const std::string_view words = text_.substr(line.begin + 1, line.end - line.begin - 1);
  const std::size_t equals = words.find('=');
  const std::string_view key = trim(words.substr(0, equals));
  const bool is_directive = equals != std::string_view::npos && !key.empty() &&
                            std::all_of(key.begin(), key.end(), is_alnum_ascii);
  if (!is_directive) return false;
  const std::string_view value = trim(words.substr(equals + 1));
  if (to_lower_ascii(key) == "escape" && value == "`") escape_ = '`';
  at_ = line.next;
  return true;
}

// Where the line's last byte is a single escape, blanks behind it left out: its place.
std::optional<std::uint32_t> DockerfileLines::continuation_of(std::uint32_t begin,
                                                              std::uint32_t end) const {
  while (end > begin && is_blank(text_[end - 1])) --end;
  if (end == begin || text_[end - 1] != escape_) return std::nullopt;
  if (end - begin > 1 && text_[end - 2] == escape_) return std::nullopt;
  return end - 1;
}

std::optional<SourceText> DockerfileLines::next() {
  SourceTextBuilder builder(text_);
  std::optional<std::uint32_t> begin;
  while (at_ < text_.size()) {
    const Line line = line_at(at_);
    const std::uint32_t start = begin ? at_ : line.begin;
    at_ = line.next;
    if (line.begin == line.end || text_[line.begin] == '#') continue;
    if (!begin) begin = line.begin;
    const std::optional<std::uint32_t> continuation = continuation_of(start, line.end);
    builder.copy({start, continuation.value_or(line.end)});
    end_ = line.end;
    if (!continuation) break;
  }
  if (!begin) return std::nullopt;
  return builder.finish({*begin, end_});
}

std::optional<SourceText> DockerfileLines::read_heredoc(std::string_view name, bool strips_tabs) {
  if (budget_.is_spent()) return std::nullopt;
  SourceTextBuilder builder(text_);
  const std::uint32_t begin = at_;
  for (std::uint32_t at = at_; at < text_.size();) {
    const Line line = line_at(at);
    std::uint32_t start = at;
    while (strips_tabs && start < line.end && text_[start] == '\t') ++start;
    if (text_.substr(start, line.end - start) == name) {
      at_ = line.next;
      end_ = line.end;
      return builder.finish({begin, at});
    }
    builder.copy({start, line.next});
    at = line.next;
  }
  budget_.spend(text_.size() - begin);
  return std::nullopt;
}

}  // namespace keyhound
