// SPDX-License-Identifier: Apache-2.0
// Shows read scripts in one line a command, so that tests can say what they expect.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/scripts/script_commands.h"

namespace keyhound::testing {

// `a|b c` of the words, with `NAME=value` before and `>file` behind.
inline std::string shown(const ScriptCommand& command) {
  std::string line;
  const auto add = [&line](const std::string& piece) {
    if (!line.empty()) line += ' ';
    line += piece;
  };
  for (const auto& assignment : command.assignments)
    add(assignment.name + "=" + assignment.value.text);
  for (const ScriptWord& word : command.words) add("[" + word.text + "]");
  static constexpr const char* kOperators[] = {"<", ">", ">>", ">&", "<<<", "<<"};
  for (const auto& redirection : command.redirections) {
    add(std::to_string(redirection.fd) + kOperators[static_cast<int>(redirection.kind)] +
        redirection.target.text);
  }
  return line;
}

inline std::vector<std::string> shown(const ScriptCommands& script) {
  std::vector<std::string> lines;
  for (const ScriptCommand& command : script.commands) lines.push_back(shown(command));
  return lines;
}

inline std::vector<std::string> commands_of(std::string_view text,
                                            ScriptLanguage language = ScriptLanguage::kPosix) {
  return shown(read_script(text, language));
}

inline std::vector<std::string> names_of(const std::vector<ScriptExpansion>& expansions) {
  std::vector<std::string> names;
  for (const ScriptExpansion& expansion : expansions)
    names.push_back(expansion.is_opaque() ? "#" + std::to_string(expansion.opaque)
                                          : expansion.name);
  return names;
}

// The ranges of `${{ … }}` in `text`.
inline std::vector<TextRange> opaque_in(std::string_view text) {
  std::vector<TextRange> ranges;
  for (std::size_t at = 0; (at = text.find("${{", at)) != std::string_view::npos;) {
    const std::size_t end = text.find("}}", at) + 2;
    ranges.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end;
  }
  return ranges;
}

using Lines = std::vector<std::string>;

}  // namespace keyhound::testing
