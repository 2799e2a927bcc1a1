// SPDX-License-Identifier: Apache-2.0
// Completion for bash 4 and later, without the package bash-completion: three tables made of the
// command table, in `case` statements, and a function that asks them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scanner/cli/help/shell.h"

namespace keyhound {
namespace {

constexpr std::string_view kHead =
    R"sh(# bash completion for keyhound, written by 'keyhound completion bash'.

# The command that the words before the cursor name, in $path.
__keyhound_find_command() {
  local i
  path=keyhound
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path ${COMP_WORDS[i]}" in
)sh";

constexpr std::string_view kAfterCommands = R"sh(    esac
  done
}

# How the value of an option, or an argument of a command, is completed, in $kind and $choices.
__keyhound_find_value() {
  kind=none choices=
  case "$1" in
)sh";

constexpr std::string_view kAfterValues = R"sh(  esac
}

# What may follow a command, in $commands and $options.
__keyhound_find_words() {
  commands= options=
  case "$1" in
)sh";

constexpr std::string_view kTail = R"sh(  esac
}

__keyhound_complete_value() {
  case "$kind" in
    choice) mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$1") ;;
    file)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$1")
      ;;
    directory)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$1")
      ;;
  esac
}

_keyhound() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local path kind choices commands options
  COMPREPLY=()
  # "--format=js" comes as three words.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
    if [[ $previous != -* ]]; then # FORMAT=FILE
      kind=file
      __keyhound_complete_value "$current"
      return
    fi
  fi
  __keyhound_find_command
  if [[ $previous == -* ]]; then
    __keyhound_find_value "$path $previous"
    if [[ $kind != none ]]; then
      __keyhound_complete_value "$current"
      return
    fi
  fi
  __keyhound_find_words "$path"
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    return
  fi
  __keyhound_find_value "$path"
  __keyhound_complete_value "$current"
  if [[ -n $commands ]]; then
    local -a words
    mapfile -t words < <(compgen -W "$commands" -- "$current")
    COMPREPLY=("${words[@]}" "${COMPREPLY[@]}")
  fi
}

complete -F _keyhound keyhound
)sh";

std::string_view word_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::kChoice:
      return "choice";
    case ValueKind::kFile:
      return "file";
    case ValueKind::kDirectory:
      return "directory";
    case ValueKind::kText:
      return "text";
    case ValueKind::kNone:
      break;
  }
  return "none";
}

std::string value_row(const std::string& pattern, const OptionInfo& option) {
  if (option.choices.empty())
    return fmt::format("    {}) kind={} ;;\n", pattern, word_of(option.kind));
  return fmt::format("    {}) kind=choice choices={} ;;\n", pattern,
                     shell_quoted(fmt::to_string(fmt::join(option.choices, " "))));
}

std::string patterns_of(const CommandInfo& command, const OptionInfo& option) {
  std::string patterns;
  for (const std::string& name : option.names)
    patterns += (patterns.empty() ? "" : " | ") + shell_quoted(command.path + " " + name);
  return patterns;
}

std::string value_rows(const CommandInfo& command) {
  std::string rows;
  for (const OptionInfo& option : command.options) {
    if (option.kind != ValueKind::kNone) rows += value_row(patterns_of(command, option), option);
  }
  if (!command.arguments.empty())
    rows += value_row(shell_quoted(command.path), command.arguments.front());
  return rows;
}

std::string words_row(const CommandInfo& command) {
  std::string commands;
  for (const CommandInfo& sub : command.subcommands)
    commands += (commands.empty() ? "" : " ") + sub.name;
  std::string options;
  for (const OptionInfo& option : command.options) {
    for (const std::string& name : option.names) options += (options.empty() ? "" : " ") + name;
  }
  return fmt::format("    {})\n      commands={}\n      options={}\n      ;;\n",
                     shell_quoted(command.path), shell_quoted(commands), shell_quoted(options));
}

std::string complete_bash(const CommandInfo& program) {
  std::string text(kHead);
  const auto commands = all_commands(program);
  for (const CommandInfo* command : commands) {
    if (command != &program)
      text +=
          fmt::format("      {}) path+=\" ${{COMP_WORDS[i]}}\" ;;\n", shell_quoted(command->path));
    // The value of an option names no command.
    for (const OptionInfo& option : command->options) {
      if (option.kind != ValueKind::kNone)
        text += fmt::format("      {}) ((i++)) ;;\n", patterns_of(*command, option));
    }
  }
  text += kAfterCommands;
  for (const CommandInfo* command : commands) text += value_rows(*command);
  text += kAfterValues;
  for (const CommandInfo* command : commands) text += words_row(*command);
  return text + std::string(kTail);
}

}  // namespace

extern const Shell kBashShell;
const Shell kBashShell{"bash", complete_bash};

}  // namespace keyhound
