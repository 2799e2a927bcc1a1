// SPDX-License-Identifier: Apache-2.0
// Words of the shell, with their quotes.
#include <algorithm>

#include "scanner/pipelines/scripts/posix_reader.h"
#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {
namespace {

constexpr ByteSet kPieceStops = byte_set(" \t\r\n;&|()<>\\'\"$`");
constexpr ByteSet kDoubleQuotedStops = byte_set("\"\\$`");

// Whether `source` is `NAME=` or `NAME+=`.
bool assigns(std::string_view source) {
  std::size_t at = 0;
  while (at < source.size() && is_name_byte(source[at])) ++at;
  if (at == 0) return false;
  return source.substr(at) == "=" || source.substr(at) == "+=";
}

}  // namespace

ScriptWord PosixReader::read_word(WordEnd end) {
  WordBuilder word(cursor_.text(), cursor_.position());
  read_pieces(word, end);
  return word.finish(cursor_.position());
}

void PosixReader::read_pieces(WordBuilder& word, WordEnd end) {
  for (;;) {
    read_plain(word, kPieceStops);
    if (cursor_.at_end()) return;
    if (cursor_.at_opaque()) {
      read_opaque(word, ScriptQuote::kNone);
      continue;
    }
    switch (cursor_.peek()) {
      case '\\':
        read_escape(word);
        break;
      case '\'':
        read_single_quoted(word);
        break;
      case '"':
        read_double_quoted(word);
        break;
      case '$':
        read_dollar(word, ScriptQuote::kNone);
        break;
      case '`':
        if (at_closing_backquote()) return;
        read_backquoted(word);
        break;
      default:
        if (!read_operator_piece(word, end)) return;
    }
  }
}

bool PosixReader::read_operator_piece(WordBuilder& word, WordEnd end) {
  const char byte = cursor_.peek();
  const std::uint32_t at = cursor_.position();
  if (is_blank(byte) || byte == '\n') return false;
  if (byte == '\r' && cursor_.peek(1) == '\n') return false;
  if (end == WordEnd::kBlank || byte == '\r') {
    word.literal(at, at + 1);
    cursor_.advance();
    return true;
  }
  if ((byte == '<' || byte == '>') && cursor_.peek(1) == '(') {
    read_substitution(
        word, byte == '<' ? ScriptGroupKind::kSubstitution : ScriptGroupKind::kProcessInput);
    return true;
  }
  if (byte != '(' || at == word.begin()) return false;
  const char before = cursor_.text()[at - 1];
  if (before == '=' && assigns(cursor_.text({word.begin(), at}))) {
    read_array(word);
    return false;
  }
  if (std::string_view("?*+@!").find(before) == std::string_view::npos) return false;
  read_pattern_list(word);
  return true;
}

void PosixReader::read_escape(WordBuilder& word) {
  const std::uint32_t at = cursor_.position();
  if (cursor_.peek(1) == '\n') {
    cursor_.advance(2);
  } else if (cursor_.peek(1) == '\r' && cursor_.peek(2) == '\n') {
    cursor_.advance(3);
  } else if (at + 1 < cursor_.limit()) {
    word.literal(at + 1, at + 2);
    word.quoted();
    cursor_.advance(2);
  } else {
    word.literal(at, at + 1);  // before an opaque range, or at the end
    cursor_.advance();
  }
}

void PosixReader::read_single_quoted(WordBuilder& word) {
  static constexpr ByteSet kStops = byte_set("'");
  word.quoted();
  cursor_.advance();
  for (;;) {
    read_plain(word, kStops);
    if (cursor_.at_opaque()) {
      read_opaque(word, ScriptQuote::kSingle);
      continue;
    }
    if (cursor_.at_end()) collector_.incomplete();
    cursor_.advance();
    return;
  }
}

void PosixReader::read_ansi_quoted(WordBuilder& word) {
  static constexpr ByteSet kStops = byte_set("'\\");
  word.quoted();
  cursor_.advance(2);
  for (;;) {
    read_plain(word, kStops);
    if (cursor_.at_opaque()) {
      read_opaque(word, ScriptQuote::kSingle);
    } else if (cursor_.at_end()) {
      collector_.incomplete();
      return;
    } else if (cursor_.peek() == '\'') {
      cursor_.advance();
      return;
    } else {
      const std::uint32_t at = cursor_.position();
      const char escaped = cursor_.peek(1);
      if (escaped == 'n') {
        word.replaced("\n", at);
      } else if (escaped == 't') {
        word.replaced("\t", at);
      } else if (escaped == '\\' || escaped == '\'' || escaped == '"') {
        word.literal(at + 1, at + 2);
      } else {
        word.literal(at, std::min(at + 2, cursor_.limit()));
      }
      cursor_.advance(2);
    }
  }
}

void PosixReader::read_double_quoted(WordBuilder& word) {
  word.quoted();
  cursor_.advance();
  for (;;) {
    read_plain(word, kDoubleQuotedStops);
    const std::uint32_t at = cursor_.position();
    if (cursor_.at_opaque()) {
      read_opaque(word, ScriptQuote::kDouble);
    } else if (cursor_.at_end() || at_closing_backquote()) {
      collector_.incomplete();
      return;
    } else if (cursor_.peek() == '"') {
      cursor_.advance();
      return;
    } else if (cursor_.peek() == '$') {
      read_dollar(word, ScriptQuote::kDouble);
    } else if (cursor_.peek() == '`') {
      read_backquoted(word);
    } else if (cursor_.peek(1) == '\n') {
      cursor_.advance(2);
    } else {
      const char escaped = cursor_.peek(1);
      const bool is_escape = escaped == '"' || escaped == '\\' || escaped == '$' || escaped == '`';
      word.literal(is_escape ? at + 1 : at, std::min(at + 2, cursor_.limit()));
      cursor_.advance(2);
    }
  }
}

void PosixReader::read_array(WordBuilder& word) {
  const std::uint32_t begin = cursor_.position();
  word.mute();
  cursor_.advance();
  for (;;) {
    skip_space();
    if (cursor_.at_end() || at_closing_backquote()) {
      collector_.incomplete();
      break;
    }
    if (cursor_.peek() == ')') {
      cursor_.advance();
      break;
    }
    const std::uint32_t at = cursor_.position();
    read_pieces(word, WordEnd::kOperator);
    if (cursor_.position() == at) cursor_.advance();
  }
  word.unmute();
  word.literal(begin, cursor_.position());
}

void PosixReader::read_pattern_list(WordBuilder& word) {
  static constexpr ByteSet kStops = byte_set("()\\'\"$`\n");
  for (std::size_t open = 0;;) {
    read_plain(word, kStops);
    const std::uint32_t at = cursor_.position();
    const char byte = cursor_.peek();
    if (cursor_.at_opaque()) {
      read_opaque(word, ScriptQuote::kNone);
    } else if (cursor_.at_end() || byte == '\n' || at_closing_backquote()) {
      collector_.incomplete();
      return;
    } else if (byte == '(' || byte == ')') {
      word.literal(at, at + 1);
      cursor_.advance();
      open = byte == '(' ? open + 1 : open - 1;
      if (open == 0) return;
    } else if (byte == '\\') {
      read_escape(word);
    } else if (byte == '\'') {
      read_single_quoted(word);
    } else if (byte == '"') {
      read_double_quoted(word);
    } else if (byte == '$') {
      read_dollar(word, ScriptQuote::kNone);
    } else {
      read_backquoted(word);
    }
  }
}

}  // namespace keyhound
