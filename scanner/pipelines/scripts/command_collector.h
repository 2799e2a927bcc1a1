// SPDX-License-Identifier: Apache-2.0
// Private to pipelines/scripts: collects what the readers of the languages find: commands, the
// pipelines and groups that they stand in, and the limits. One per script.
#pragma once

#include <string>
#include <vector>

#include "scanner/pipelines/scripts/script_commands.h"

namespace keyhound {

class CommandCollector {
 public:
  // The command that is being read; begins one at `at` if there is none.
  ScriptCommand& command(std::uint32_t at);
  [[nodiscard]] bool has_command() const { return list_.command >= 0; }
  // REQUIRES: has_command(), and nothing was collected since it began.
  void drop_command();
  void end_command();
  void pipe();          // `|`: what follows reads what was written before
  void end_pipeline();  // `;`, `&&`: what follows does not
  void end_line();      // ends a pipeline, unless the line ends with `|`

  // What stands open, the innermost last. Those of an outer list are out of reach.
  struct Frame {
    ScriptGroupKind kind = ScriptGroupKind::kBraces;
    bool expects_pattern = false;  // of kCase
    int group = -1;                // -1: too deep to be one
    std::uint32_t pipeline = 0;
    std::uint32_t position = 0;
  };
  // With a name it is the body of a function, closed as `kind`.
  void open_group(ScriptGroupKind kind, std::uint32_t at, std::string name = {});
  // Closes the innermost group of `kind` and what stands open in it, the latter with complaint.
  // False: there is none.
  bool close_group(ScriptGroupKind kind, std::uint32_t end);
  [[nodiscard]] Frame* innermost();
  // The group that was closed before, while nothing but redirections followed; nullptr: none.
  ScriptGroup* closed_group();

  // A list of commands of its own, inside a word: what a substitution holds.
  struct List {
    std::size_t frames = 0;
    int command = -1;
    int closed = -1;
    int group = -1;
    std::uint32_t pipeline = 0;
    std::uint32_t position = 0;
    bool is_captured = false;
  };
  List open_list(ScriptGroupKind kind, std::uint32_t at);
  void close_list(const List& outer, std::uint32_t end);

  void expansion(const ScriptExpansion& expansion);
  void word_read() { count(); }
  void incomplete() { result_.is_complete = false; }
  void too_deep();
  void too_long();
  [[nodiscard]] bool is_full() const { return result_.too_many; }

  [[nodiscard]] ScriptCommands& result() { return result_; }
  ScriptCommands finish(std::uint32_t end);

 private:
  int add_group(ScriptGroupKind kind, std::uint32_t at);
  void count();
  std::uint32_t element();  // counts an element of the current pipeline; its position

  ScriptCommands result_;
  std::vector<Frame> frames_;
  std::vector<std::uint32_t> lengths_ = {0};  // of pipelines, by number
  List list_;
  int depth_ = 0;  // of groups
  std::size_t items_ = 0;
};

}  // namespace keyhound
