// SPDX-License-Identifier: Apache-2.0
// Completion for fish 3: one `complete` line an option, under a condition that asks which command
// the words before the cursor name (https://fishshell.com/docs/current/cmds/complete.html).
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scanner/cli/help/shell.h"

namespace keyhound {
namespace {

constexpr std::string_view kTail = R"fish(
# Whether the words before the cursor name this command and no subcommand of it.
function __keyhound_at
    set -l path keyhound
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if contains -- "$path $word" $__keyhound_commands
            set path "$path $word"
        end
    end
    test "$path" = "$argv[1]"
end

complete -c keyhound -f
)fish";

// In single quotes, where fish knows two escapes.
std::string fish_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string line_of(const CommandInfo& command, const std::string& rest) {
  return fmt::format("complete -c keyhound -n {} {}\n",
                     fish_quoted("__keyhound_at " + fish_quoted(command.path)), rest);
}

std::string value_of(const OptionInfo& option) {
  switch (option.kind) {
    case ValueKind::kChoice:
      return " -x -a " + fish_quoted(fmt::to_string(fmt::join(option.choices, " ")));
    case ValueKind::kFile:
      return " -r -F";
    case ValueKind::kDirectory:
      return " -x -a '(__fish_complete_directories)'";
    case ValueKind::kText:
      return " -x";
    case ValueKind::kNone:
      break;
  }
  return "";
}

std::string option_line(const CommandInfo& command, const OptionInfo& option) {
  std::string names;
  for (const std::string& name : option.names) {
    const bool is_long = name.starts_with("--");
    names += (names.empty() ? "" : " ") + std::string(is_long ? "-l " : "-s ") +
             name.substr(is_long ? 2 : 1);
  }
  return line_of(command,
                 names + value_of(option) + " -d " + fish_quoted(first_line(option.description)));
}

std::string argument_line(const CommandInfo& command, const OptionInfo& argument) {
  switch (argument.kind) {
    case ValueKind::kChoice:
      return line_of(command,
                     "-a " + fish_quoted(fmt::to_string(fmt::join(argument.choices, " "))));
    case ValueKind::kFile:
      return line_of(command, "-F");
    case ValueKind::kDirectory:
      return line_of(command, "-a '(__fish_complete_directories)'");
    case ValueKind::kText:
    case ValueKind::kNone:
      break;
  }
  return {};
}

std::string complete_fish(const CommandInfo& program) {
  std::string text =
      "# fish completion for keyhound, written by 'keyhound completion fish'.\n"
      "set -g __keyhound_commands";
  const auto commands = all_commands(program);
  for (const CommandInfo* command : commands)
    text += command == &program ? "" : " \\\n    " + fish_quoted(command->path);
  text += "\n";
  text += kTail;
  for (const CommandInfo* command : commands) {
    for (const CommandInfo& sub : command->subcommands)
      text += line_of(*command, "-a " + sub.name + " -d " + fish_quoted(sub.description));
    for (const OptionInfo& option : command->options) text += option_line(*command, option);
    if (!command->arguments.empty()) text += argument_line(*command, command->arguments.front());
  }
  return text;
}

}  // namespace

extern const Shell kFishShell;
const Shell kFishShell{"fish", complete_fish};

}  // namespace keyhound
