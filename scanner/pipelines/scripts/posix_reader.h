// SPDX-License-Identifier: Apache-2.0
// Private to pipelines/scripts: reads the shell language. One pass; only command substitutions and
// `${…}` recurse, up to kMostScriptDepth, everything else that nests is a stack in the collector.
// What is deeper is skipped by counting brackets. Commands are in posix_reader.cpp, words in
// posix_words.cpp, what `$` begins in posix_expansions.cpp, here-documents in posix_documents.cpp.
// One per script.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scanner/pipelines/scripts/command_collector.h"
#include "scanner/pipelines/scripts/script_cursor.h"
#include "scanner/pipelines/scripts/word_builder.h"
#include "scanner/pipelines/scripts/word_reading.h"

namespace keyhound {

class PosixReader {
 public:
  PosixReader(ScriptCursor& cursor, CommandCollector& collector)
      : cursor_(cursor), collector_(collector) {}

  void read();

 private:
  enum class Closer { kEnd, kParenthesis, kBackquote };
  enum class WordEnd { kOperator, kBlank };  // kBlank: inside [[ ]], operators are pieces

  struct PendingDocument {
    int command = -1;  // or, if -1, a group
    int group = -1;
    std::size_t redirection = 0;
    std::string delimiter;
    bool strips_tabs = false;
    bool is_raw = false;
  };

  // Commands.
  void read_list();  // up to closer_
  bool read_operator();
  void read_semicolon();
  void read_ampersand();
  void read_newline();
  void read_open_parenthesis();
  bool read_close_parenthesis();  // true: the list ends
  void read_argument();
  bool read_keyword(const ScriptWord& word);
  void read_condition();
  void read_case_head();
  void read_case_pattern();
  void read_loop_head();
  void read_function_name();
  void open_group(ScriptGroupKind kind, std::uint32_t at);
  void close_group(ScriptGroupKind kind);
  [[nodiscard]] bool at_redirection() const;
  void read_redirection();
  void add_redirection(ScriptRedirection redirection, std::uint32_t at);
  void skip_blanks();
  void skip_space();  // line breaks and comments too
  void skip_comment() { skip_comment_line(cursor_, collector_); }

  // Words.
  ScriptWord read_word(WordEnd end);
  void read_pieces(WordBuilder& word, WordEnd end);
  bool read_operator_piece(WordBuilder& word, WordEnd end);  // false: the word ends
  void read_plain(WordBuilder& word, const ByteSet& stops) {
    keyhound::read_plain(cursor_, word, stops);
  }
  void read_single_quoted(WordBuilder& word);
  void read_ansi_quoted(WordBuilder& word);
  void read_double_quoted(WordBuilder& word);
  void read_array(WordBuilder& word);
  void read_pattern_list(WordBuilder& word);  // the `(a|b)` of `@(a|b)`
  void read_escape(WordBuilder& word);

  // Expansions.
  void read_dollar(WordBuilder& word, ScriptQuote quote);
  void read_braced(WordBuilder& word, ScriptQuote quote);
  void read_braced_rest(WordBuilder& word, ScriptQuote quote, bool single_quotes);
  std::string read_parameter();
  ScriptExpansionForm read_form(ScriptExpansionForm prefix);
  void read_substitution(WordBuilder& word, ScriptGroupKind kind);
  void read_backquoted(WordBuilder& word);
  void read_commands(WordBuilder& word, ScriptGroupKind kind, Closer closer, std::uint32_t opening);
  bool read_arithmetic(WordBuilder& word, ScriptQuote quote, std::uint32_t opening);
  void read_opaque(WordBuilder& word, ScriptQuote quote) {
    keyhound::read_opaque(cursor_, collector_, word, quote);
  }
  void read_expanded(WordBuilder& word, ScriptQuote quote);  // to the cursor's end
  [[nodiscard]] bool at_closing_backquote() const {
    return closer_ == Closer::kBackquote && cursor_.peek() == '`';
  }

  // Here-documents.
  void read_document_operator(ScriptRedirection redirection, std::uint32_t at);
  std::string read_delimiter(bool& is_quoted);
  void read_documents();
  void read_document(const PendingDocument& document);

  ScriptCursor& cursor_;
  CommandCollector& collector_;
  Closer closer_ = Closer::kEnd;
  int depth_ = 0;
  std::string function_name_;  // of the body that follows
  std::vector<PendingDocument> pending_;
  std::optional<std::vector<TextRange>> arithmetic_;
};

}  // namespace keyhound
