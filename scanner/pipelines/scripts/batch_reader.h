// SPDX-License-Identifier: Apache-2.0
// Private to pipelines/scripts: reads batch files of cmd.exe: lines, words, `%NAME%`, `!NAME!`.
// Nothing recurses. One per script. Reference:
// https://learn.microsoft.com/windows-server/administration/windows-commands/windows-commands
#pragma once

#include "scanner/pipelines/scripts/command_collector.h"
#include "scanner/pipelines/scripts/script_cursor.h"
#include "scanner/pipelines/scripts/word_builder.h"
#include "scanner/pipelines/scripts/word_reading.h"

namespace keyhound {

class BatchReader {
 public:
  BatchReader(ScriptCursor& cursor, CommandCollector& collector)
      : cursor_(cursor), collector_(collector) {}

  void read();

 private:
  enum class WordEnd { kBlank, kOperator };  // kOperator: blanks are part of the word

  bool read_operator();
  void read_argument();
  bool read_keyword(const ScriptWord& word);
  void read_condition();
  void read_loop_head();
  void read_set(std::uint32_t at, ScriptWord name);
  [[nodiscard]] bool at_redirection() const;
  void read_redirection();
  void skip_blanks();

  ScriptWord read_word(WordEnd end);
  void read_quoted(WordBuilder& word);
  void read_percent(WordBuilder& word, ScriptQuote quote);
  void read_exclamation(WordBuilder& word, ScriptQuote quote);
  void add_variable(WordBuilder& word, TextRange range, TextRange name, ScriptQuote quote);

  ScriptCursor& cursor_;
  CommandCollector& collector_;
};

}  // namespace keyhound
