// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/posix_reader.h"

#include <algorithm>

#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {
namespace {

bool is_bare(const ScriptWord& word) {
  return !word.quoted && word.expansions.empty() && word.text.size() == word.range.size();
}

// Where the value begins in a word that assigns: behind `NAME=`, `NAME+=`, `NAME[index]=`; 0: none.
std::size_t assignment_value(std::string_view source) {
  if (source.empty() || !is_name_begin(source[0])) return 0;
  std::size_t at = 0;
  while (at < source.size() && is_name_byte(source[at])) ++at;
  if (at < source.size() && source[at] == '[') {
    at = source.find(']', at);
    if (at == std::string_view::npos) return 0;
    ++at;
  }
  if (at < source.size() && source[at] == '+') ++at;
  return at < source.size() && source[at] == '=' ? at + 1 : 0;
}

std::string_view name_of_assignment(std::string_view source) {
  return source.substr(0, source.find_first_of("[+="));
}

}  // namespace

void PosixReader::read() {
  while (!cursor_.at_end() && !collector_.is_full()) read_list();
  if (!pending_.empty()) collector_.incomplete();
}

void PosixReader::read_list() {
  while (!collector_.is_full()) {
    const CommandCollector::Frame* frame = collector_.innermost();
    if (frame != nullptr && frame->expects_pattern) {
      read_case_pattern();
      if (!cursor_.at_end()) continue;
    }
    skip_blanks();
    if (cursor_.at_end()) {
      if (closer_ != Closer::kEnd) collector_.incomplete();
      return;
    }
    if (at_closing_backquote()) {
      cursor_.advance();
      return;
    }
    if (cursor_.peek() == ')' && !cursor_.at_opaque()) {
      if (read_close_parenthesis()) return;
    } else if (!read_operator()) {
      read_argument();
    }
  }
  cursor_.seek(cursor_.end());
}

bool PosixReader::read_operator() {
  switch (cursor_.peek()) {
    case '\n':
      read_newline();
      return true;
    case '#':
      skip_comment();
      return true;
    case ';':
      read_semicolon();
      return true;
    case '&':
      if (at_redirection()) return false;
      read_ampersand();
      return true;
    case '|':
      if (cursor_.peek(1) == '|') {
        cursor_.advance(2);
        collector_.end_pipeline();
      } else {
        cursor_.advance(cursor_.peek(1) == '&' ? 2 : 1);
        collector_.pipe();
      }
      return true;
    case '(':
      read_open_parenthesis();
      return true;
    default:
      return false;
  }
}

void PosixReader::read_semicolon() {
  cursor_.advance();
  collector_.end_pipeline();
  if (cursor_.peek() != ';' && cursor_.peek() != '&') return;
  while (cursor_.peek() == ';' || cursor_.peek() == '&') cursor_.advance();
  CommandCollector::Frame* frame = collector_.innermost();
  if (frame != nullptr && frame->kind == ScriptGroupKind::kCase) {
    frame->expects_pattern = true;
  } else {
    collector_.incomplete();
  }
}

void PosixReader::read_ampersand() {
  cursor_.advance(cursor_.peek(1) == '&' ? 2 : 1);
  collector_.end_pipeline();
}

void PosixReader::read_newline() {
  cursor_.advance();
  collector_.end_line();
  if (!pending_.empty()) read_documents();
}

void PosixReader::read_open_parenthesis() {
  const std::uint32_t at = cursor_.position();
  if (!collector_.has_command()) {
    WordBuilder unused(cursor_.text(), at);
    if (cursor_.peek(1) == '(' && read_arithmetic(unused, ScriptQuote::kNone, 2)) return;
    cursor_.advance();
    open_group(ScriptGroupKind::kSubshell, at);
    return;
  }
  const ScriptCommand& command = collector_.command(at);
  cursor_.advance();
  skip_blanks();
  const bool defines = cursor_.peek() == ')' && command.words.size() == 1 &&
                       command.assignments.empty() && command.redirections.empty() &&
                       is_bare(command.words[0]) && !command.words[0].has_substitution;
  if (defines) {
    cursor_.advance();
    function_name_ = command.words[0].text;
    collector_.drop_command();
  } else {
    // No command goes on with `(`: what is inside is read as commands.
    collector_.incomplete();
    open_group(ScriptGroupKind::kSubshell, at);
  }
}

bool PosixReader::read_close_parenthesis() {
  const std::uint32_t end = cursor_.position() + 1;
  if (collector_.close_group(ScriptGroupKind::kSubshell, end)) {
    cursor_.advance();
    return false;
  }
  cursor_.advance();
  if (closer_ == Closer::kParenthesis) return true;
  collector_.end_pipeline();
  collector_.incomplete();
  return false;
}

void PosixReader::read_argument() {
  if (at_redirection()) {
    read_redirection();
    return;
  }
  const std::uint32_t at = cursor_.position();
  const ScriptCommand& begun = collector_.command(at);
  const bool is_first = begun.words.empty();
  const bool may_be_keyword = is_first && begun.assignments.empty() && begun.redirections.empty();
  ScriptWord word = read_word(WordEnd::kOperator);
  if (cursor_.position() == at) cursor_.advance();  // whatever it is, reading goes on
  collector_.word_read();
  if (may_be_keyword && is_bare(word) && !word.has_substitution && read_keyword(word)) return;
  function_name_.clear();
  ScriptCommand& command = collector_.command(at);
  const std::string_view source = cursor_.text(word.range);
  const std::size_t value = is_first ? assignment_value(source) : 0;
  if (value > 0) {
    const auto behind = word.text_of({word.range.begin + static_cast<std::uint32_t>(value) - 1,
                                      word.range.begin + static_cast<std::uint32_t>(value)});
    command.assignments.push_back(
        {std::string(name_of_assignment(source)), part_of(word, behind.end)});
    return;
  }
  if (command.words.empty()) command.words.reserve(4);
  command.words.push_back(std::move(word));
}

void PosixReader::open_group(ScriptGroupKind kind, std::uint32_t at) {
  collector_.open_group(kind, at, std::move(function_name_));
  function_name_.clear();
}

void PosixReader::close_group(ScriptGroupKind kind) {
  if (!collector_.close_group(kind, cursor_.position())) collector_.incomplete();
}

bool PosixReader::at_redirection() const {
  std::uint32_t digits = 0;
  while (digits < 8 && is_digit(cursor_.peek(digits))) ++digits;
  const char byte = cursor_.peek(digits);
  if (byte == '<' || byte == '>') return cursor_.peek(digits + 1) != '(' || digits > 0;
  return digits == 0 && byte == '&' && cursor_.peek(1) == '>';
}

void PosixReader::read_redirection() {
  const std::uint32_t at = cursor_.position();
  ScriptRedirection redirection;
  const int fd = read_descriptor(cursor_);
  const bool is_both = cursor_.peek() == '&';
  if (is_both) cursor_.advance();
  const bool reads = cursor_.peek() == '<';
  redirection.fd = fd >= 0 ? fd : reads ? 0 : is_both ? ScriptRedirection::kBoth : 1;
  if (cursor_.starts_with("<<<")) {
    cursor_.advance(3);
    redirection.kind = ScriptRedirectionKind::kHereString;
  } else if (cursor_.starts_with("<<")) {
    cursor_.advance(2);
    read_document_operator(std::move(redirection), at);
    return;
  } else if (cursor_.starts_with(">>")) {
    cursor_.advance(2);
    redirection.kind = ScriptRedirectionKind::kAppend;
  } else if (cursor_.peek(1) == '&') {
    cursor_.advance(2);
    const bool is_descriptor = is_digit(cursor_.peek()) || cursor_.peek() == '-' || reads;
    if (is_descriptor) redirection.kind = ScriptRedirectionKind::kDuplicate;
    if (!is_descriptor && fd < 0) redirection.fd = ScriptRedirection::kBoth;
  } else {
    const bool writes_too = cursor_.starts_with("<>");
    cursor_.advance(writes_too || cursor_.peek(1) == '|' ? 2 : 1);
    if (reads && !writes_too) redirection.kind = ScriptRedirectionKind::kRead;
  }
  skip_blanks();
  if (!collector_.has_command() && collector_.closed_group() == nullptr) collector_.command(at);
  redirection.target = read_word(WordEnd::kOperator);
  if (redirection.target.range.empty()) collector_.incomplete();
  add_redirection(std::move(redirection), at);
}

void PosixReader::add_redirection(ScriptRedirection redirection, std::uint32_t at) {
  collector_.word_read();
  redirection.range = {at, cursor_.position()};
  if (!collector_.has_command()) {
    if (ScriptGroup* group = collector_.closed_group(); group != nullptr) {
      group->redirections.push_back(std::move(redirection));
      return;
    }
  }
  collector_.command(at).redirections.push_back(std::move(redirection));
}

void PosixReader::skip_blanks() {
  for (;; cursor_.advance()) {
    const char byte = cursor_.peek();
    if (is_blank(byte) || (byte == '\r' && cursor_.peek(1) == '\n')) continue;
    if (byte == '\\' && cursor_.peek(1) == '\n') {
      cursor_.advance();
    } else if (byte == '\\' && cursor_.peek(1) == '\r' && cursor_.peek(2) == '\n') {
      cursor_.advance(2);
    } else {
      return;
    }
  }
}

void PosixReader::skip_space() {
  for (;;) {
    skip_blanks();
    if (cursor_.peek() == '\n') {
      cursor_.advance();
      if (!pending_.empty()) read_documents();
    } else if (cursor_.peek() == '#') {
      skip_comment();
    } else {
      return;
    }
  }
}

}  // namespace keyhound
