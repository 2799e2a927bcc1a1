// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/powershell_reader.h"

#include <algorithm>

#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {
namespace {

// Words that only say where a statement begins.
constexpr std::string_view kKeywords[] = {
    "if",      "elseif", "else",  "while", "for",   "foreach", "switch", "try",    "catch",
    "finally", "do",     "until", "param", "begin", "process", "end",    "return", "trap"};

char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; }

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

void PowerShellReader::read() {
  while (!cursor_.at_end() && !collector_.is_full()) read_list();
}

void PowerShellReader::read_list() {
  while (!collector_.is_full()) {
    skip_blanks();
    if (cursor_.at_end()) {
      if (closer_ != '\0') collector_.incomplete();
      return;
    }
    const char byte = cursor_.peek();
    if (byte == ')' || byte == '}' || byte == '{') {
      if (read_bracket()) return;
    } else if (!read_operator()) {
      read_argument();
    }
  }
  cursor_.seek(cursor_.end());
}

bool PowerShellReader::read_operator() {
  const char byte = cursor_.peek();
  if (byte == '\n') {
    cursor_.advance();
    collector_.end_line();
  } else if (byte == ';') {
    cursor_.advance();
    collector_.end_pipeline();
  } else if (byte == '#') {
    skip_comment_line(cursor_, collector_);
  } else if (cursor_.starts_with("<#")) {
    skip_block_comment();
  } else if (cursor_.starts_with("||") || cursor_.starts_with("&&")) {
    cursor_.advance(2);
    collector_.end_pipeline();
  } else if (byte == '|') {
    cursor_.advance();
    collector_.pipe();
  } else if (byte == '&') {
    cursor_.advance();  // calls what follows
  } else {
    return false;
  }
  return true;
}

bool PowerShellReader::read_bracket() {
  const std::uint32_t at = cursor_.position();
  const char byte = cursor_.peek();
  cursor_.advance();
  if (byte == '{') {
    collector_.open_group(ScriptGroupKind::kBraces, at, std::move(function_name_));
    function_name_.clear();
    return false;
  }
  if (byte == '}' && collector_.close_group(ScriptGroupKind::kBraces, at + 1)) return false;
  if (closer_ == byte) return true;
  collector_.end_pipeline();
  collector_.incomplete();
  return false;
}

void PowerShellReader::read_argument() {
  if (at_redirection()) {
    read_redirection();
    return;
  }
  const std::uint32_t at = cursor_.position();
  const ScriptCommand& begun = collector_.command(at);
  const bool is_first =
      begun.words.empty() && begun.assignments.empty() && begun.redirections.empty();
  ScriptWord word = read_word();
  if (cursor_.position() == at) cursor_.advance();
  collector_.word_read();
  if (is_first && (read_keyword(word) || read_assignment(word))) return;
  collector_.command(at).words.push_back(std::move(word));
}

bool PowerShellReader::read_keyword(const ScriptWord& word) {
  if (word.quoted || word.has_substitution || !word.expansions.empty()) return false;
  if (same(word.text, "function") || same(word.text, "filter")) {
    collector_.drop_command();
    skip_blanks();
    function_name_ = read_word().text;
    return true;
  }
  const bool is_keyword = std::any_of(std::begin(kKeywords), std::end(kKeywords),
                                      [&](std::string_view row) { return same(row, word.text); });
  if (is_keyword) collector_.drop_command();
  return is_keyword;
}

// `$name = …`: a command whose output is assigned, or an expression.
bool PowerShellReader::read_assignment(const ScriptWord& word) {
  if (word.quoted || word.expansions.empty()) return false;
  const ScriptExpansion& variable = word.expansions.front();
  if (variable.is_opaque() || variable.range.begin != word.range.begin) return false;
  const std::size_t behind = word.text_of(variable.range).end;
  ScriptAssignment assignment{variable.name, {}};
  std::string_view rest = std::string_view(word.text).substr(behind);
  const std::size_t sign = rest.empty() || rest[0] != '+' ? 0 : 1;
  if (rest.empty()) {
    skip_blanks();
    const std::uint32_t ahead = cursor_.peek() == '+' ? 1 : 0;
    if (cursor_.peek(ahead) != '=' || cursor_.peek(ahead + 1) == '=') return false;
    cursor_.advance(ahead + 1);
  } else if (rest.size() <= sign || rest[sign] != '=' || rest.substr(sign, 2) == "==") {
    return false;
  } else if (rest.size() > sign + 1) {
    assignment.value = part_of(word, behind + sign + 1);
  }
  skip_blanks();
  ScriptCommand& command = collector_.command(word.range.begin);
  command.is_captured = true;
  const char next = cursor_.peek();
  if (!assignment.value.text.empty() || (!is_letter(next) && next != '&')) {
    if (assignment.value.text.empty()) assignment.value = read_expression();
  } else {
    assignment.value.range = {cursor_.position(), cursor_.position()};
    assignment.value.has_substitution = true;
  }
  collector_.command(word.range.begin).assignments.push_back(std::move(assignment));
  return true;
}

ScriptWord PowerShellReader::read_expression() {
  WordBuilder word(cursor_.text(), cursor_.position());
  std::uint32_t end = cursor_.position();
  while (!cursor_.at_end()) {
    const std::uint32_t begin = cursor_.position();
    read_pieces(word);
    if (cursor_.position() > begin) end = cursor_.position();
    const std::uint32_t blanks = cursor_.position();
    skip_blanks();
    const char next = cursor_.peek();
    const bool is_over =
        !cursor_.at_opaque() &&
        (next == '\0' || std::string_view("\n;|&{})#<>").find(next) != std::string_view::npos);
    if (is_over || cursor_.position() == begin) break;
    word.literal(blanks, cursor_.position());
  }
  return word.finish(end);
}

bool PowerShellReader::at_redirection() const {
  const bool has_stream = is_digit(cursor_.peek()) || cursor_.peek() == '*';
  return cursor_.peek(has_stream ? 1 : 0) == '>';
}

void PowerShellReader::read_redirection() {
  const std::uint32_t at = cursor_.position();
  ScriptRedirection redirection;
  if (cursor_.peek() == '*') {
    redirection.fd = ScriptRedirection::kBoth;
    cursor_.advance();
  } else if (const int fd = read_descriptor(cursor_); fd >= 0) {
    redirection.fd = fd;
  }
  cursor_.advance();
  if (cursor_.peek() == '>') {
    redirection.kind = ScriptRedirectionKind::kAppend;
    cursor_.advance();
  } else if (cursor_.peek() == '&') {
    redirection.kind = ScriptRedirectionKind::kDuplicate;
    cursor_.advance();
  }
  skip_blanks();
  collector_.command(at);
  redirection.target = read_word();
  redirection.range = {at, cursor_.position()};
  if (redirection.target.range.empty()) collector_.incomplete();
  collector_.word_read();
  collector_.command(at).redirections.push_back(std::move(redirection));
}

void PowerShellReader::skip_blanks() {
  for (;; cursor_.advance()) {
    const char byte = cursor_.peek();
    if (is_blank(byte) || (byte == '\r' && cursor_.peek(1) == '\n')) continue;
    if (byte == '`' && cursor_.peek(1) == '\n') {
      cursor_.advance();
    } else if (byte == '`' && cursor_.peek(1) == '\r' && cursor_.peek(2) == '\n') {
      cursor_.advance(2);
    } else {
      return;
    }
  }
}

void PowerShellReader::skip_block_comment() {
  static constexpr ByteSet kHash = byte_set("#");
  WordBuilder unused(cursor_.text(), cursor_.position());
  unused.mute();
  cursor_.advance(2);
  for (;;) {
    read_plain(cursor_, unused, kHash);
    if (cursor_.at_opaque()) {
      read_opaque(cursor_, collector_, unused, ScriptQuote::kComment);
    } else if (cursor_.at_end()) {
      collector_.incomplete();
      return;
    } else {
      const bool ends = cursor_.peek(1) == '>';
      cursor_.advance(ends ? 2 : 1);
      if (ends) return;
    }
  }
}

}  // namespace keyhound
