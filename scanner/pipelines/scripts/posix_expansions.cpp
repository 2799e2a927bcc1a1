// SPDX-License-Identifier: Apache-2.0
// What `$` and backquotes begin, and opaque ranges.
#include <algorithm>

#include "scanner/pipelines/scripts/posix_reader.h"
#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {
namespace {

constexpr std::string_view kSpecialParameters = "@*#?-$!";

bool is_special_parameter(char byte) {
  return byte != '\0' && kSpecialParameters.find(byte) != std::string_view::npos;
}

}  // namespace

void PosixReader::read_dollar(WordBuilder& word, ScriptQuote quote) {
  const std::uint32_t begin = cursor_.position();
  const char next = cursor_.peek(1);
  if (next == '(') {
    if (cursor_.peek(2) == '(' && read_arithmetic(word, quote, 3)) return;
    read_substitution(word, ScriptGroupKind::kSubstitution);
    return;
  }
  if (next == '{') {
    read_braced(word, quote);
    return;
  }
  if (quote == ScriptQuote::kNone && next == '\'') {
    read_ansi_quoted(word);
    return;
  }
  cursor_.advance();
  if (quote == ScriptQuote::kNone && next == '"') return;  // $"…": the string follows
  std::uint32_t length = 0;
  if (is_name_begin(next)) {
    while (is_name_byte(cursor_.peek(length))) ++length;
  } else if (is_digit(next) || is_special_parameter(next)) {
    length = 1;
  }
  const std::uint32_t end = begin + 1 + length;
  word.literal(begin, end);
  cursor_.advance(length);
  if (length == 0) return;
  ScriptExpansion expansion;
  expansion.range = {begin, end};
  expansion.name = cursor_.text({begin + 1, end});
  expansion.quote = quote;
  word.expansion(expansion);
  record_expansion(cursor_, collector_, expansion);
}

std::string PosixReader::read_parameter() {
  std::uint32_t length = 0;
  if (is_name_begin(cursor_.peek())) {
    while (is_name_byte(cursor_.peek(length))) ++length;
  } else if (is_digit(cursor_.peek())) {
    while (is_digit(cursor_.peek(length))) ++length;
  } else if (is_special_parameter(cursor_.peek())) {
    length = 1;
  }
  const std::uint32_t begin = cursor_.position();
  cursor_.advance(length);
  return std::string(cursor_.text({begin, begin + length}));
}

ScriptExpansionForm PosixReader::read_form(ScriptExpansionForm prefix) {
  if (cursor_.peek() == '[') {
    std::uint32_t index = 1;
    while (is_name_byte(cursor_.peek(index)) || cursor_.peek(index) == '@' ||
           cursor_.peek(index) == '*')
      ++index;
    if (cursor_.peek(index) == ']') cursor_.advance(index + 1);
  }
  if (prefix != ScriptExpansionForm::kValue) return prefix;
  const bool has_colon = cursor_.peek() == ':';
  switch (cursor_.peek(has_colon ? 1 : 0)) {
    case '-':
    case '=':
      return ScriptExpansionForm::kDefault;
    case '?':
      return ScriptExpansionForm::kRequired;
    case '+':
      return ScriptExpansionForm::kAlternative;
    case '}':
    case '[':
    case '\0':
      return has_colon ? ScriptExpansionForm::kChanged : ScriptExpansionForm::kValue;
    default:
      return ScriptExpansionForm::kChanged;
  }
}

void PosixReader::read_braced(WordBuilder& word, ScriptQuote quote) {
  const std::uint32_t begin = cursor_.position();
  cursor_.advance(2);
  ScriptExpansion expansion;
  expansion.range = {begin, begin};
  expansion.quote = quote;
  ScriptExpansionForm prefix = ScriptExpansionForm::kValue;
  if ((cursor_.peek() == '#' || cursor_.peek() == '!') && is_name_byte(cursor_.peek(1))) {
    prefix = cursor_.peek() == '#' ? ScriptExpansionForm::kLength : ScriptExpansionForm::kIndirect;
    cursor_.advance();
  }
  expansion.name = read_parameter();
  expansion.form = read_form(prefix);
  const bool is_named = !expansion.name.empty();
  const std::size_t place = is_named ? word.expansion(expansion) : 0;
  word.mute();
  if (depth_ >= kMostScriptDepth) {
    skip_balanced(cursor_, collector_, '{', '}');
  } else {
    ++depth_;
    read_braced_rest(
        word, quote,
        quote == ScriptQuote::kNone || expansion.form == ScriptExpansionForm::kChanged);
    --depth_;
  }
  word.unmute();
  expansion.range.end = cursor_.position();
  word.literal(begin, cursor_.position());
  if (!is_named) return;
  word.expansion_at(place).range.end = cursor_.position();
  record_expansion(cursor_, collector_, expansion);
}

void PosixReader::read_braced_rest(WordBuilder& word, ScriptQuote quote, bool single_quotes) {
  for (;;) {
    if (cursor_.at_opaque()) {
      read_opaque(word, quote);
      continue;
    }
    if (cursor_.at_end() || at_closing_backquote()) {
      collector_.incomplete();
      return;
    }
    switch (cursor_.peek()) {
      case '}':
        cursor_.advance();
        return;
      case '\\':
        cursor_.advance(2);
        break;
      case '\'':
        if (single_quotes) {
          read_single_quoted(word);
        } else {
          cursor_.advance();
        }
        break;
      case '"':
        read_double_quoted(word);
        break;
      case '$':
        read_dollar(word, quote);
        break;
      case '`':
        read_backquoted(word);
        break;
      default:
        cursor_.advance();
    }
  }
}

void PosixReader::read_substitution(WordBuilder& word, ScriptGroupKind kind) {
  read_commands(word, kind, Closer::kParenthesis, 2);
}

void PosixReader::read_backquoted(WordBuilder& word) {
  read_commands(word, ScriptGroupKind::kSubstitution, Closer::kBackquote, 1);
}

void PosixReader::read_commands(WordBuilder& word, ScriptGroupKind kind, Closer closer,
                                std::uint32_t opening) {
  const std::uint32_t begin = cursor_.position();
  word.substitution();
  word.literal(begin, begin + opening);
  cursor_.advance(opening);
  if (depth_ >= kMostScriptDepth) {
    const bool is_backquoted = closer == Closer::kBackquote;
    skip_balanced(cursor_, collector_, is_backquoted ? '\0' : '(', is_backquoted ? '`' : ')');
  } else {
    const Closer outer_closer = closer_;
    std::string outer_function = std::move(function_name_);
    const CommandCollector::List outer = collector_.open_list(kind, begin);
    closer_ = closer;
    ++depth_;
    read_list();
    --depth_;
    closer_ = outer_closer;
    function_name_ = std::move(outer_function);
    collector_.close_list(outer, cursor_.position());
  }
  const std::uint32_t end = cursor_.position();
  if (end >= begin + opening + 1) word.literal(end - 1, end);
}

bool PosixReader::read_arithmetic(WordBuilder& word, ScriptQuote quote, std::uint32_t opening) {
  if (!arithmetic_) arithmetic_ = cursor_.double_parentheses();
  const std::uint32_t begin = cursor_.position();
  const std::uint32_t inside = begin + opening;
  const auto found =
      std::lower_bound(arithmetic_->begin(), arithmetic_->end(), inside,
                       [](const TextRange& range, std::uint32_t at) { return range.begin < at; });
  const std::uint32_t outer_end = cursor_.end();
  if (found == arithmetic_->end() || found->begin != inside || found->end + 2 > outer_end)
    return false;
  if (depth_ >= kMostScriptDepth) {
    collector_.too_deep();
    return false;
  }
  const Closer outer_closer = closer_;
  closer_ = Closer::kEnd;
  ++depth_;
  word.mute();
  cursor_.advance(opening);
  cursor_.set_end(found->end);
  read_expanded(word, quote);
  cursor_.set_end(outer_end);
  cursor_.seek(std::max(cursor_.position(), found->end + 2));
  word.unmute();
  --depth_;
  closer_ = outer_closer;
  word.literal(begin, cursor_.position());
  return true;
}

void PosixReader::read_expanded(WordBuilder& word, ScriptQuote quote) {
  const std::string_view text = cursor_.text();
  while (!cursor_.at_end()) {
    const std::uint32_t begin = cursor_.position();
    std::uint32_t at = begin;
    while (at < cursor_.limit() && text[at] != '$' && text[at] != '\\' && text[at] != '`') ++at;
    word.literal(begin, at);
    cursor_.advance(at - begin);
    if (cursor_.at_opaque()) {
      read_opaque(word, quote);
    } else if (cursor_.peek() == '$') {
      read_dollar(word, quote);
    } else if (cursor_.peek() == '`') {
      read_backquoted(word);
    } else if (cursor_.peek() == '\\') {
      const char escaped = cursor_.peek(1);
      const bool is_escape = escaped == '$' || escaped == '\\' || escaped == '`';
      if (escaped != '\n') word.literal(is_escape ? at + 1 : at, std::min(at + 2, cursor_.limit()));
      cursor_.advance(2);
    }
  }
}

}  // namespace keyhound
