// SPDX-License-Identifier: Apache-2.0
// Words of PowerShell, with their strings and variables.
#include <algorithm>

#include "scanner/pipelines/scripts/powershell_reader.h"
#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {
namespace {

constexpr ByteSet kPieceStops = byte_set(" \t\r\n;|&(){}<>'\"$`@");
constexpr ByteSet kDoubleQuotedStops = byte_set("\"$`");
constexpr ByteSet kSingleQuotedStops = byte_set("'");

}  // namespace

ScriptWord PowerShellReader::read_word() {
  WordBuilder word(cursor_.text(), cursor_.position());
  read_pieces(word);
  return word.finish(cursor_.position());
}

void PowerShellReader::read_pieces(WordBuilder& word) {
  for (;;) {
    read_plain(cursor_, word, kPieceStops);
    if (cursor_.at_end()) return;
    const std::uint32_t at = cursor_.position();
    const char byte = cursor_.peek();
    const char next = cursor_.peek(1);
    if (cursor_.at_opaque()) {
      read_opaque(cursor_, collector_, word, ScriptQuote::kNone);
    } else if (byte == '\'') {
      read_single_quoted(word);
    } else if (byte == '"') {
      read_double_quoted(word);
    } else if (byte == '$') {
      read_dollar(word, ScriptQuote::kNone);
    } else if (byte == '`') {
      read_escape(word);
    } else if (byte == '(') {
      read_commands(word, '(', ')', 1);
    } else if (byte == '@' && next == '(') {
      read_commands(word, '(', ')', 2);
    } else if (byte == '@' && next == '{') {
      read_commands(word, '{', '}', 2);
    } else if (byte == '@') {
      if (!read_here_string(word)) {
        word.literal(at, at + 1);
        cursor_.advance();
      }
    } else if (byte == '\r' && next != '\n') {
      word.literal(at, at + 1);
      cursor_.advance();
    } else {
      return;
    }
  }
}

void PowerShellReader::read_escape(WordBuilder& word) {
  const std::uint32_t at = cursor_.position();
  const char escaped = cursor_.peek(1);
  if (escaped == 'n' || escaped == 't' || escaped == 'r') {
    word.replaced(escaped == 'n' ? "\n" : escaped == 't' ? "\t" : "\r", at);
  } else if (escaped != '\n' && escaped != '\r') {
    word.literal(std::min(at + 1, cursor_.limit()), std::min(at + 2, cursor_.limit()));
  }
  cursor_.advance(escaped == '\r' && cursor_.peek(2) == '\n' ? 3 : 2);
}

void PowerShellReader::read_single_quoted(WordBuilder& word) {
  word.quoted();
  cursor_.advance();
  for (;;) {
    read_plain(cursor_, word, kSingleQuotedStops);
    const std::uint32_t at = cursor_.position();
    if (cursor_.at_opaque()) {
      read_opaque(cursor_, collector_, word, ScriptQuote::kSingle);
    } else if (cursor_.at_end()) {
      collector_.incomplete();
      return;
    } else if (cursor_.peek(1) == '\'') {
      word.literal(at, at + 1);
      cursor_.advance(2);
    } else {
      cursor_.advance();
      return;
    }
  }
}

void PowerShellReader::read_double_quoted(WordBuilder& word) {
  word.quoted();
  cursor_.advance();
  for (;;) {
    read_plain(cursor_, word, kDoubleQuotedStops);
    const std::uint32_t at = cursor_.position();
    if (cursor_.at_opaque()) {
      read_opaque(cursor_, collector_, word, ScriptQuote::kDouble);
    } else if (cursor_.at_end()) {
      collector_.incomplete();
      return;
    } else if (cursor_.peek() == '$') {
      read_dollar(word, ScriptQuote::kDouble);
    } else if (cursor_.peek() == '`') {
      read_escape(word);
    } else if (cursor_.peek(1) == '"') {
      word.literal(at, at + 1);
      cursor_.advance(2);
    } else {
      cursor_.advance();
      return;
    }
  }
}

bool PowerShellReader::read_here_string(WordBuilder& word) {
  const char quote = cursor_.peek(1);
  const std::uint32_t line = cursor_.peek(2) == '\r' ? 3 : 2;
  if ((quote != '"' && quote != '\'') || cursor_.peek(line) != '\n') return false;
  const bool expands = quote == '"';
  const ScriptQuote kind = expands ? ScriptQuote::kHereDocument : ScriptQuote::kRawHereDocument;
  static constexpr ByteSet kStops = byte_set("\n$`");
  word.quoted();
  cursor_.advance(line);  // the line break stays: the string may be empty
  for (bool is_first = true;; is_first = false) {
    const std::uint32_t at = cursor_.position();
    if (cursor_.at_opaque()) {
      read_opaque(cursor_, collector_, word, kind);
    } else if (cursor_.at_end()) {
      collector_.incomplete();
      return true;
    } else if (cursor_.peek() == '\n') {
      const bool ends = cursor_.peek(1) == quote && cursor_.peek(2) == '@';
      if (!ends && !is_first) word.literal(at, at + 1);
      cursor_.advance(ends ? 3 : 1);
      if (ends) return true;
    } else if (expands && cursor_.peek() == '$') {
      read_dollar(word, kind);
    } else if (expands && cursor_.peek() == '`') {
      read_escape(word);
    } else {
      word.literal(at, at + 1);
      cursor_.advance();
    }
    read_plain(cursor_, word, kStops);
  }
}

void PowerShellReader::add_variable(WordBuilder& word, TextRange range, TextRange name,
                                    ScriptQuote quote) {
  ScriptExpansion expansion;
  expansion.range = range;
  expansion.name = cursor_.text(name);
  expansion.quote = quote;
  if (expansion.name.size() > 4 && expansion.name[3] == ':') {
    std::string scope = expansion.name.substr(0, 3);
    for (char& byte : scope) byte = static_cast<char>(byte | 0x20);
    if (scope == "env") expansion.name.replace(0, 3, scope);
  }
  word.expansion(expansion);
  word.literal(range.begin, range.end);
  record_expansion(cursor_, collector_, expansion);
}

// The bytes of `$name` or `$scope:name` from that many bytes behind the cursor; 1: a dollar alone.
std::uint32_t PowerShellReader::variable_length(std::uint32_t from) const {
  std::uint32_t length = 1;
  while (is_name_byte(cursor_.peek(from + length))) ++length;
  if (length > 1 && cursor_.peek(from + length) == ':' &&
      is_name_byte(cursor_.peek(from + length + 1))) {
    ++length;
    while (is_name_byte(cursor_.peek(from + length))) ++length;
  }
  return length;
}

void PowerShellReader::read_dollar(WordBuilder& word, ScriptQuote quote) {
  const std::uint32_t begin = cursor_.position();
  const char next = cursor_.peek(1);
  if (next == '(' && cursor_.peek(2) == '$') {
    // "$($env:NAME)" is the variable, written so that a string's next byte is none of its name.
    const std::uint32_t length = variable_length(2);
    if (length > 1 && cursor_.peek(length + 2) == ')') {
      cursor_.advance(length + 3);
      add_variable(word, {begin, begin + length + 3}, {begin + 3, begin + 2 + length}, quote);
      return;
    }
  }
  if (next == '(') {
    read_commands(word, '(', ')', 2);
    return;
  }
  if (next == '{') {
    read_braced(word, quote);
    return;
  }
  std::uint32_t length = variable_length(0);
  if (length == 1 && (next == '?' || next == '$' || next == '^')) length = 2;
  cursor_.advance(length);
  if (length == 1) {
    word.literal(begin, begin + 1);
  } else {
    add_variable(word, {begin, begin + length}, {begin + 1, begin + length}, quote);
  }
}

void PowerShellReader::read_braced(WordBuilder& word, ScriptQuote quote) {
  static constexpr ByteSet kStops = byte_set("}\n");
  const std::uint32_t begin = cursor_.position();
  cursor_.advance(2);
  word.mute();
  read_plain(cursor_, word, kStops);
  word.unmute();
  const std::uint32_t end = cursor_.position();
  if (cursor_.peek() != '}') {
    word.literal(begin, end);
    collector_.incomplete();
    return;
  }
  cursor_.advance();
  add_variable(word, {begin, end + 1}, {begin + 2, end}, quote);
}

void PowerShellReader::read_commands(WordBuilder& word, char open, char close,
                                     std::uint32_t opening) {
  const std::uint32_t begin = cursor_.position();
  word.substitution();
  word.literal(begin, begin + opening);
  cursor_.advance(opening);
  if (depth_ >= kMostScriptDepth) {
    skip_balanced(cursor_, collector_, open, close);
  } else {
    const char outer_closer = closer_;
    std::string outer_function = std::move(function_name_);
    const CommandCollector::List outer =
        collector_.open_list(ScriptGroupKind::kSubstitution, begin);
    closer_ = close;
    ++depth_;
    read_list();
    --depth_;
    closer_ = outer_closer;
    function_name_ = std::move(outer_function);
    collector_.close_list(outer, cursor_.position());
  }
  const std::uint32_t end = cursor_.position();
  if (end > begin + opening) word.literal(end - 1, end);
}

}  // namespace keyhound
