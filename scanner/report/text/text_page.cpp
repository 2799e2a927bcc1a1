// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/text/text_page.h"

#include <algorithm>
#include <array>

#include "scanner/base/text_encode.h"
#include "scanner/report/workflow_commands.h"

namespace keyhound {

namespace {

constexpr std::size_t kBufferSize = 1 << 16;
constexpr std::size_t kFieldColumn = 12;
constexpr std::size_t kLeastWidth = 40;

std::string_view escape_of(TextStyle style) {
  constexpr std::array<std::string_view, 8> kEscapes = {
      "", "\x1b[1m", "\x1b[2m", "\x1b[1;31m", "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[32m"};
  return kEscapes[static_cast<std::size_t>(style)];
}

// Columns of a text without control characters: one for each code point.
std::size_t columns_of(std::string_view text) {
  const auto begins_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

}  // namespace

void TextPage::line(const std::vector<TextSpan>& spans, std::size_t indent) {
  wrap(spans, 0, indent);
}

void TextPage::field(std::string_view label, const std::vector<TextSpan>& spans) {
  const std::size_t padding = kFieldColumn - std::min(kFieldColumn, 2 + label.size());
  buffer_ += "  ";
  put(label, TextStyle::kDim);
  buffer_.append(padding, ' ');
  wrap(spans, kFieldColumn, kFieldColumn);
}

void TextPage::blank() { buffer_ += '\n'; }

// Breaks at spaces only: a path or token longer than the line is left whole, to be copied.
void TextPage::wrap(const std::vector<TextSpan>& spans, std::size_t column, std::size_t indent) {
  const std::size_t width = std::max(options_.width, kLeastWidth);
  std::size_t start = column;
  bool is_line_empty = true;  // a label says nothing about that: it may be empty
  for (const TextSpan& span : spans) {
    const std::string safe = disarm_workflow_commands(escape_for_terminal(span.text));
    std::string_view rest = safe;
    while (!rest.empty()) {
      const std::size_t gap = std::min(rest.find_first_not_of(' '), rest.size());
      const std::size_t end = std::min(rest.find(' ', gap), rest.size());
      const std::string_view word = rest.substr(gap, end - gap);
      const std::size_t columns = columns_of(word);
      if (gap > 0 && column > start && column + gap + columns > width) {
        buffer_ += '\n';
        buffer_.append(indent, ' ');
        column = start = indent;
        is_line_empty = true;
      } else {
        buffer_.append(gap, ' ');
        column += gap;
      }
      const bool is_command = is_line_empty && word.starts_with("::");
      if (!word.empty()) is_line_empty = false;
      if (is_command) {
        put("\\x3A" + std::string(word.substr(1)), span.style);
      } else {
        put(word, span.style);
      }
      column += columns;
      rest.remove_prefix(end);
    }
  }
  buffer_ += '\n';
  if (buffer_.size() >= kBufferSize) flush();
}

// REQUIRES: `text` is escaped.
void TextPage::put(std::string_view text, TextStyle style) {
  const bool is_coloured = options_.color && style != TextStyle::kPlain && !text.empty();
  if (is_coloured) buffer_ += escape_of(style);
  buffer_ += text;
  if (is_coloured) buffer_ += "\x1b[0m";
}

void TextPage::flush() {
  if (ok_ && !buffer_.empty()) ok_ = sink_(buffer_);
  buffer_.clear();
}

}  // namespace keyhound
