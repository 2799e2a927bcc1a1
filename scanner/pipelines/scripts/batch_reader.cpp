// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/batch_reader.h"

#include <algorithm>

#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {
namespace {

constexpr ByteSet kWordStops = byte_set(" \t\r\n&|<>\"%!^)");
constexpr ByteSet kQuotedStops = byte_set("\"%!\n\r");

std::string lowered(std::string_view text) {
  std::string lower(text.substr(0, 16));
  for (char& byte : lower)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + 32);
  return lower;
}

bool is_comparison(std::string_view word) {
  const std::string lower = lowered(word);
  return lower == "==" || lower == "equ" || lower == "neq" || lower == "lss" || lower == "leq" ||
         lower == "gtr" || lower == "geq";
}

}  // namespace

void BatchReader::read() {
  while (!collector_.is_full()) {
    skip_blanks();
    if (cursor_.at_end()) return;
    if (!read_operator()) read_argument();
  }
}

bool BatchReader::read_operator() {
  const std::uint32_t at = cursor_.position();
  const bool begins = !collector_.has_command();
  const char byte = cursor_.peek();
  if (byte == '\n') {
    cursor_.advance();
    collector_.end_line();
  } else if (byte == '|' && cursor_.peek(1) != '|') {
    cursor_.advance();
    collector_.pipe();
  } else if (byte == '&' || byte == '|') {
    cursor_.advance(cursor_.peek(1) == byte ? 2 : 1);
    collector_.end_pipeline();
  } else if (byte == ':' && begins) {
    skip_comment_line(cursor_, collector_);  // a label, or `::`
  } else if (byte == '@' && begins) {
    cursor_.advance();
  } else if (byte == '(' && begins) {
    cursor_.advance();
    collector_.open_group(ScriptGroupKind::kSubshell, at);
  } else if (byte == ')') {
    cursor_.advance();
    if (!collector_.close_group(ScriptGroupKind::kSubshell, at + 1)) collector_.incomplete();
  } else {
    return false;
  }
  return true;
}

void BatchReader::read_argument() {
  if (at_redirection()) {
    read_redirection();
    return;
  }
  const std::uint32_t at = cursor_.position();
  const bool is_first = collector_.command(at).words.empty();
  ScriptWord word = read_word(WordEnd::kBlank);
  if (cursor_.position() == at) cursor_.advance();
  collector_.word_read();
  if (is_first && collector_.command(at).redirections.empty() && read_keyword(word)) return;
  if (is_first && lowered(word.text) == "set") {
    read_set(at, std::move(word));
    return;
  }
  ScriptCommand& command = collector_.command(at);
  // `echo.text` and `echo:text` print like `echo text`.
  if (is_first && word.text.size() > 4 && lowered(word.text.substr(0, 4)) == "echo" &&
      std::string_view(".:/,;=[(").find(word.text[4]) != std::string_view::npos) {
    command.words.push_back(part_of(word, TextRange{0, 4}));
    if (word.text.size() > 5) command.words.push_back(part_of(word, 5));
    return;
  }
  command.words.push_back(std::move(word));
}

bool BatchReader::read_keyword(const ScriptWord& word) {
  if (word.quoted || !word.expansions.empty()) return false;
  const std::string name = lowered(word.text);
  if (name != "rem" && name != "if" && name != "else" && name != "for") return false;
  collector_.drop_command();
  if (name == "rem") skip_comment_line(cursor_, collector_);
  if (name == "if") read_condition();
  if (name == "for") read_loop_head();
  return true;
}

void BatchReader::read_condition() {
  const auto next = [this] {
    skip_blanks();
    return read_word(WordEnd::kBlank).text;
  };
  std::string word = next();
  while (lowered(word) == "/i" || lowered(word) == "not") word = next();
  const std::string test = lowered(word);
  if (test == "exist" || test == "defined" || test == "errorlevel" || test == "cmdextversion") {
    next();
    return;
  }
  const std::size_t equals = word.find("==");
  if (equals != std::string::npos) {
    if (equals + 2 == word.size()) next();
    return;
  }
  const std::string comparison = next();
  if (is_comparison(comparison)) next();
}

void BatchReader::read_loop_head() {
  for (;;) {
    skip_blanks();
    const std::uint32_t at = cursor_.position();
    const ScriptWord word = read_word(WordEnd::kBlank);
    collector_.word_read();
    if (lowered(word.text) == "do") return;
    if (cursor_.position() > at) continue;
    if (cursor_.peek() != ')') return;
    cursor_.advance();
  }
}

void BatchReader::read_set(std::uint32_t at, ScriptWord name) {
  skip_blanks();
  ScriptWord word = read_word(WordEnd::kOperator);
  const std::string flag = lowered(word.text.substr(0, 2));
  std::size_t begin = flag == "/a" || flag == "/p" ? word.text.find_first_not_of(' ', 2) : 0;
  begin = std::min(begin, word.text.size());
  ScriptCommand& command = collector_.command(at);
  const std::size_t equals = word.text.find('=', begin);
  if (equals != std::string::npos && equals > begin)
    command.assignments.push_back(
        {word.text.substr(begin, equals - begin), part_of(word, equals + 1)});
  command.words.push_back(std::move(name));
  if (!word.range.empty()) command.words.push_back(std::move(word));
}

bool BatchReader::at_redirection() const {
  const char byte = cursor_.peek(is_digit(cursor_.peek()) ? 1 : 0);
  return byte == '<' || byte == '>';
}

void BatchReader::read_redirection() {
  const std::uint32_t at = cursor_.position();
  ScriptRedirection redirection;
  const int fd = read_descriptor(cursor_);
  const bool reads = cursor_.peek() == '<';
  redirection.fd = fd >= 0 ? fd : reads ? 0 : 1;
  redirection.kind = reads ? ScriptRedirectionKind::kRead : ScriptRedirectionKind::kWrite;
  cursor_.advance();
  if (!reads && cursor_.peek() == '>') {
    redirection.kind = ScriptRedirectionKind::kAppend;
    cursor_.advance();
  } else if (cursor_.peek() == '&') {
    redirection.kind = ScriptRedirectionKind::kDuplicate;
    cursor_.advance();
  }
  skip_blanks();
  collector_.command(at);
  redirection.target = read_word(WordEnd::kBlank);
  redirection.range = {at, cursor_.position()};
  if (redirection.target.range.empty()) collector_.incomplete();
  collector_.word_read();
  ScriptGroup* group = collector_.has_command() ? nullptr : collector_.closed_group();
  auto& owner = group != nullptr ? group->redirections : collector_.command(at).redirections;
  owner.push_back(std::move(redirection));
}

void BatchReader::skip_blanks() {
  for (;; cursor_.advance()) {
    const char byte = cursor_.peek();
    if (is_blank(byte) || (byte == '\r' && cursor_.peek(1) == '\n')) continue;
    if (byte == '^' && cursor_.peek(1) == '\n') {
      cursor_.advance();
    } else if (byte == '^' && cursor_.peek(1) == '\r' && cursor_.peek(2) == '\n') {
      cursor_.advance(2);
    } else {
      return;
    }
  }
}

ScriptWord BatchReader::read_word(WordEnd end) {
  WordBuilder word(cursor_.text(), cursor_.position());
  for (;;) {
    read_plain(cursor_, word, kWordStops);
    if (cursor_.at_end()) break;
    const std::uint32_t at = cursor_.position();
    const char byte = cursor_.peek();
    if (cursor_.at_opaque()) {
      read_opaque(cursor_, collector_, word, ScriptQuote::kNone);
    } else if (byte == '"') {
      read_quoted(word);
    } else if (byte == '%') {
      read_percent(word, ScriptQuote::kNone);
    } else if (byte == '!') {
      read_exclamation(word, ScriptQuote::kNone);
    } else if (byte == '^' && cursor_.peek(1) != '\n' && cursor_.peek(1) != '\r') {
      word.literal(std::min(at + 1, cursor_.limit()), std::min(at + 2, cursor_.limit()));
      cursor_.advance(2);
    } else if (end == WordEnd::kOperator && is_blank(byte)) {
      word.literal(at, at + 1);
      cursor_.advance();
    } else if (byte == ')' && collector_.innermost() == nullptr && at > word.begin()) {
      word.literal(at, at + 1);
      cursor_.advance();
    } else if (byte == '\r' && cursor_.peek(1) != '\n') {
      cursor_.advance();
    } else {
      break;
    }
  }
  return word.finish(cursor_.position());
}

void BatchReader::read_quoted(WordBuilder& word) {
  word.quoted();
  cursor_.advance();
  for (;;) {
    read_plain(cursor_, word, kQuotedStops);
    if (cursor_.at_opaque()) {
      read_opaque(cursor_, collector_, word, ScriptQuote::kDouble);
    } else if (cursor_.peek() == '%') {
      read_percent(word, ScriptQuote::kDouble);
    } else if (cursor_.peek() == '!') {
      read_exclamation(word, ScriptQuote::kDouble);
    } else {
      // The end of the line ends a string too.
      if (cursor_.peek() == '"') cursor_.advance();
      return;
    }
  }
}

void BatchReader::add_variable(WordBuilder& word, TextRange range, TextRange name,
                               ScriptQuote quote) {
  ScriptExpansion expansion;
  expansion.range = range;
  expansion.name = cursor_.text(name);
  expansion.quote = quote;
  const std::size_t colon = expansion.name.find(':');
  if (colon != std::string::npos && colon > 0) {
    expansion.name.resize(colon);
    expansion.form = ScriptExpansionForm::kChanged;
  }
  word.expansion(expansion);
  word.literal(range.begin, range.end);
  record_expansion(cursor_, collector_, expansion);
}

void BatchReader::read_percent(WordBuilder& word, ScriptQuote quote) {
  // Longer than names of variables are; a sign without its partner must not cost the whole line.
  static constexpr std::uint32_t kMostName = 128;
  const std::uint32_t at = cursor_.position();
  std::uint32_t length = 1;
  while (length <= kMostName && cursor_.peek(length) != '\0' &&
         std::string_view("% \t\r\n\"&|<>").find(cursor_.peek(length)) == std::string_view::npos)
    ++length;
  const char next = cursor_.peek(1);
  if (cursor_.peek(length) == '%' && length > 1) {
    cursor_.advance(length + 1);
    add_variable(word, {at, at + length + 1}, {at + 1, at + length}, quote);
  } else if (next == '%' && is_letter(cursor_.peek(2))) {
    cursor_.advance(3);
    add_variable(word, {at, at + 3}, {at + 2, at + 3}, quote);
  } else if (is_digit(next) || next == '*') {
    cursor_.advance(2);
    add_variable(word, {at, at + 2}, {at + 1, at + 2}, quote);
  } else {
    const std::uint32_t signs = next == '%' ? 2 : 1;
    word.literal(at, at + 1);
    cursor_.advance(signs);
  }
}

void BatchReader::read_exclamation(WordBuilder& word, ScriptQuote quote) {
  const std::uint32_t at = cursor_.position();
  std::uint32_t length = 1;
  while (length <= 128 && is_name_byte(cursor_.peek(length))) ++length;
  if (length > 1 && cursor_.peek(length) == '!') {
    cursor_.advance(length + 1);
    add_variable(word, {at, at + length + 1}, {at + 1, at + length}, quote);
  } else {
    word.literal(at, at + 1);
    cursor_.advance();
  }
}

}  // namespace keyhound
