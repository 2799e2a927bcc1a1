// SPDX-License-Identifier: Apache-2.0
// Private to pipelines/scripts: reads PowerShell, as far as statements, words, strings and
// variables go; operators and types are words like any other. `$(…)`, `(…)`, `@(…)` and `@{…}`
// are substitutions and recurse, up to kMostScriptDepth; script blocks are groups. One per script.
#pragma once

#include <string>

#include "scanner/pipelines/scripts/command_collector.h"
#include "scanner/pipelines/scripts/script_cursor.h"
#include "scanner/pipelines/scripts/word_builder.h"
#include "scanner/pipelines/scripts/word_reading.h"

namespace keyhound {

class PowerShellReader {
 public:
  PowerShellReader(ScriptCursor& cursor, CommandCollector& collector)
      : cursor_(cursor), collector_(collector) {}

  void read();

 private:
  void read_list();  // up to closer_
  bool read_operator();
  bool read_bracket();  // true: the list ends
  void read_argument();
  bool read_keyword(const ScriptWord& word);
  bool read_assignment(const ScriptWord& word);
  ScriptWord read_expression();
  [[nodiscard]] bool at_redirection() const;
  void read_redirection();
  void skip_blanks();
  void skip_block_comment();

  ScriptWord read_word();
  void read_pieces(WordBuilder& word);
  void read_single_quoted(WordBuilder& word);
  void read_double_quoted(WordBuilder& word);
  bool read_here_string(WordBuilder& word);
  void read_escape(WordBuilder& word);
  [[nodiscard]] std::uint32_t variable_length(std::uint32_t from) const;
  void read_dollar(WordBuilder& word, ScriptQuote quote);
  void read_braced(WordBuilder& word, ScriptQuote quote);
  void read_commands(WordBuilder& word, char open, char close, std::uint32_t opening);
  void add_variable(WordBuilder& word, TextRange range, TextRange name, ScriptQuote quote);

  ScriptCursor& cursor_;
  CommandCollector& collector_;
  char closer_ = '\0';
  int depth_ = 0;
  std::string function_name_;
};

}  // namespace keyhound
