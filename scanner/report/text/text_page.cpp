// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/text/text_page.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

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

// Eight characters at once: false where one of them is a control character, no ASCII, or '#'.
bool are_ordinary(const char* eight) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kTops = 0x8080808080808080;
  std::uint64_t word = 0;
  std::memcpy(&word, eight, sizeof(word));
  const auto holds = [word](std::uint64_t character) {
    const std::uint64_t zero = word ^ (kOnes * character);
    return (zero - kOnes) & ~zero;
  };
  const std::uint64_t is_control = (word - kOnes * ' ') & ~word;
  return ((word | is_control | holds(0x7F) | holds('#')) & kTops) == 0;
}

// Whether a text is shown as it is: no escape_for_terminal(), no disarm_workflow_commands().
bool is_harmless(std::string_view text) {
  while (text.size() >= 8 && are_ordinary(text.data())) text.remove_prefix(8);
  char before = ' ';
  for (const char c : text) {
    if (c < ' ' || c > '~' || (c == '#' && before == '#')) return false;
    before = c;
  }
  return true;
}

// Columns of a text without control characters: one for each code point.
std::size_t columns_of(std::string_view text) {
  const auto begins_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

}  // namespace

void TextPage::line(std::initializer_list<TextPiece> pieces, std::size_t indent) {
  wrap({pieces.begin(), pieces.size()}, 0, indent);
}

void TextPage::line(const std::vector<TextSpan>& spans, std::size_t indent) {
  const std::vector<TextPiece> pieces(spans.begin(), spans.end());
  wrap(pieces, 0, indent);
}

void TextPage::field(std::string_view label, std::initializer_list<TextPiece> pieces) {
  const std::size_t padding = kFieldColumn - std::min(kFieldColumn, 2 + label.size());
  buffer_ += "  ";
  put(label, TextStyle::kDim);
  buffer_.append(padding, ' ');
  wrap({pieces.begin(), pieces.size()}, kFieldColumn, kFieldColumn);
}

void TextPage::blank() { buffer_ += '\n'; }

// Breaks at spaces only: a path or token longer than the line is left whole, to be copied.
void TextPage::wrap(std::span<const TextPiece> pieces, std::size_t column, std::size_t indent) {
  Cursor cursor{column, column, indent, true};
  for (const TextPiece& piece : pieces) {
    // Nearly every text needs no escape.
    if (is_harmless(piece.text)) {
      if (!put_whole(piece.text, piece.style, cursor))
        put_words(piece.text, piece.style, true, cursor);
    } else {
      put_words(disarm_workflow_commands(escape_for_terminal(piece.text)), piece.style, false,
                cursor);
    }
  }
  buffer_ += '\n';
  if (buffer_.size() >= kBufferSize) flush();
}

// What fits into the line needs no look at its words, where they are not coloured one by one.
bool TextPage::put_whole(std::string_view text, TextStyle style, Cursor& cursor) {
  const std::size_t width = std::max(options_.width, kLeastWidth);
  const bool is_coloured = options_.color && style != TextStyle::kPlain;
  if (is_coloured || cursor.column + text.size() > width) return false;
  if (cursor.is_line_empty && text.find("::") != std::string_view::npos) return false;
  buffer_ += text;
  cursor.column += text.size();
  if (text.find_first_not_of(' ') != std::string_view::npos) cursor.is_line_empty = false;
  return true;
}

void TextPage::put_words(std::string_view text, TextStyle style, bool is_ascii, Cursor& cursor) {
  const std::size_t width = std::max(options_.width, kLeastWidth);
  while (!text.empty()) {
    const std::size_t gap = std::min(text.find_first_not_of(' '), text.size());
    const std::size_t end = std::min(text.find(' ', gap), text.size());
    const std::string_view word = text.substr(gap, end - gap);
    const std::size_t columns = is_ascii ? word.size() : columns_of(word);
    const bool is_too_long = cursor.column + gap + columns > width;
    if (gap > 0 && cursor.column > cursor.start && is_too_long) {
      buffer_ += '\n';
      buffer_.append(cursor.indent, ' ');
      cursor.column = cursor.start = cursor.indent;
      cursor.is_line_empty = true;
    } else {
      buffer_.append(gap, ' ');
      cursor.column += gap;
    }
    const bool is_command = cursor.is_line_empty && word.starts_with("::");
    if (!word.empty()) cursor.is_line_empty = false;
    if (is_command) {
      put("\\x3A" + std::string(word.substr(1)), style);
    } else {
      put(word, style);
    }
    cursor.column += columns;
    text.remove_prefix(end);
  }
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
