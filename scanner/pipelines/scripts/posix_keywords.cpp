// SPDX-License-Identifier: Apache-2.0
// The reserved words of the shell, and what they begin and end.
#include <algorithm>

#include "scanner/pipelines/scripts/posix_reader.h"
#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {
namespace {

enum class Keyword {
  kNothing,  // only says where a command begins
  kOpen,
  kClose,
  kCase,
  kFor,
  kFunction,
  kTime,
  kCondition
};

struct KeywordRow {
  std::string_view word;
  Keyword keyword;
  ScriptGroupKind group = ScriptGroupKind::kBraces;
};

constexpr KeywordRow kKeywords[] = {
    {"if", Keyword::kOpen, ScriptGroupKind::kIf},
    {"then", Keyword::kNothing},
    {"else", Keyword::kNothing},
    {"elif", Keyword::kNothing},
    {"fi", Keyword::kClose, ScriptGroupKind::kIf},
    {"while", Keyword::kOpen, ScriptGroupKind::kLoop},
    {"until", Keyword::kOpen, ScriptGroupKind::kLoop},
    {"for", Keyword::kFor, ScriptGroupKind::kLoop},
    {"select", Keyword::kFor, ScriptGroupKind::kLoop},
    {"do", Keyword::kNothing},
    {"done", Keyword::kClose, ScriptGroupKind::kLoop},
    {"case", Keyword::kCase, ScriptGroupKind::kCase},
    {"esac", Keyword::kClose, ScriptGroupKind::kCase},
    {"{", Keyword::kOpen, ScriptGroupKind::kBraces},
    {"}", Keyword::kClose, ScriptGroupKind::kBraces},
    {"!", Keyword::kNothing},
    {"time", Keyword::kTime},
    {"coproc", Keyword::kNothing},
    {"function", Keyword::kFunction},
    {"[[", Keyword::kCondition},
};

const KeywordRow* find_keyword(std::string_view word) {
  if (word.size() > 8) return nullptr;
  const auto* row = std::find_if(std::begin(kKeywords), std::end(kKeywords),
                                 [&](const KeywordRow& entry) { return entry.word == word; });
  return row == std::end(kKeywords) ? nullptr : row;
}

}  // namespace

bool PosixReader::read_keyword(const ScriptWord& word) {
  const KeywordRow* row = find_keyword(word.text);
  if (row == nullptr || row->keyword == Keyword::kCondition) {
    if (row != nullptr) {
      collector_.command(word.range.begin).words.push_back(word);
      read_condition();
    }
    return row != nullptr;
  }
  collector_.drop_command();
  switch (row->keyword) {
    case Keyword::kOpen:
      open_group(row->group, word.range.begin);
      break;
    case Keyword::kClose:
      close_group(row->group);
      break;
    case Keyword::kCase:
      open_group(row->group, word.range.begin);
      read_case_head();
      break;
    case Keyword::kFor:
      open_group(row->group, word.range.begin);
      read_loop_head();
      break;
    case Keyword::kFunction:
      read_function_name();
      break;
    case Keyword::kTime:
      skip_blanks();
      if (cursor_.starts_with("-p ")) cursor_.advance(3);
      break;
    case Keyword::kNothing:
    case Keyword::kCondition:
      break;
  }
  return true;
}

void PosixReader::read_condition() {
  while (!collector_.is_full()) {
    skip_space();
    if (cursor_.at_end()) break;
    const std::uint32_t at = cursor_.position();
    const char behind = cursor_.peek(2);
    const bool ends = cursor_.starts_with("]]") &&
                      (behind == '\0' || behind == '\n' || behind == '\r' || is_blank(behind) ||
                       std::string_view(";&|)`").find(behind) != std::string_view::npos);
    if (ends) {
      WordBuilder last(cursor_.text(), at);
      last.literal(at, at + 2);
      cursor_.advance(2);
      collector_.command(at).words.push_back(last.finish(at + 2));
      return;
    }
    ScriptWord word = read_word(WordEnd::kBlank);
    if (cursor_.position() == at) break;
    collector_.word_read();
    collector_.command(at).words.push_back(std::move(word));
  }
  collector_.incomplete();
}

void PosixReader::read_case_head() {
  skip_blanks();
  read_word(WordEnd::kOperator);
  skip_space();
  if (cursor_.starts_with("in")) {
    cursor_.advance(2);
  } else {
    collector_.incomplete();
  }
  if (CommandCollector::Frame* frame = collector_.innermost(); frame != nullptr)
    frame->expects_pattern = true;
}

void PosixReader::read_case_pattern() {
  CommandCollector::Frame* frame = collector_.innermost();
  skip_space();
  if (cursor_.at_end()) return;
  const bool has_parenthesis = cursor_.peek() == '(';
  if (has_parenthesis) cursor_.advance();
  frame->expects_pattern = false;
  for (;;) {
    skip_blanks();
    const ScriptWord word = read_word(WordEnd::kOperator);
    collector_.word_read();
    if (!has_parenthesis && word.text == "esac" && !word.quoted) {
      close_group(ScriptGroupKind::kCase);
      return;
    }
    skip_blanks();
    if (cursor_.peek() == ')') {
      cursor_.advance();
      return;
    }
    if (cursor_.peek() != '|' || collector_.is_full()) break;
    cursor_.advance();
  }
  collector_.incomplete();
}

void PosixReader::read_loop_head() {
  skip_blanks();
  WordBuilder unused(cursor_.text(), cursor_.position());
  if (cursor_.starts_with("((") && read_arithmetic(unused, ScriptQuote::kNone, 2)) return;
  read_word(WordEnd::kOperator);
  skip_space();
  if (!cursor_.starts_with("in") || is_name_byte(cursor_.peek(2))) return;
  cursor_.advance(2);
  for (;;) {
    skip_blanks();
    const std::uint32_t at = cursor_.position();
    read_word(WordEnd::kOperator);
    if (cursor_.position() == at) return;
    collector_.word_read();
  }
}

void PosixReader::read_function_name() {
  skip_blanks();
  const ScriptWord name = read_word(WordEnd::kOperator);
  skip_blanks();
  if (cursor_.peek() == '(') {
    cursor_.advance();
    skip_blanks();
    if (cursor_.peek() == ')') cursor_.advance();
  }
  function_name_ = name.text;
}

}  // namespace keyhound
