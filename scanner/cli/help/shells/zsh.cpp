// SPDX-License-Identifier: Apache-2.0
// Completion for zsh: one function a command, on _arguments of zsh's completion system
// (https://zsh.sourceforge.io/Doc/Release/Completion-System.html).
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "scanner/cli/help/shell.h"

namespace keyhound {
namespace {

// "_keyhound_rules_list".
std::string function_of(const CommandInfo& command) {
  std::string name = "_" + command.path;
  std::replace(name.begin(), name.end(), ' ', '_');
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

// Text inside "[...]" or between colons of a spec.
std::string spec_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string action_of(const OptionInfo& option) {
  switch (option.kind) {
    case ValueKind::kChoice:
      return fmt::format("({})", fmt::join(option.choices, " "));
    case ValueKind::kFile:
      return "_files";
    case ValueKind::kDirectory:
      return "_files -/";
    case ValueKind::kText:
    case ValueKind::kNone:
      break;
  }
  return " ";  // a value that nothing completes
}

std::string option_specs(const OptionInfo& option) {
  std::string specs;
  for (const std::string& name : option.names) {
    std::string spec = option.is_repeatable ? "*" : "";
    spec += name;
    if (!option.value.empty()) spec += name.starts_with("--") ? "=" : "+";
    spec += "[" + spec_text(first_line(option.description)) + "]";
    if (!option.value.empty()) spec += ":" + spec_text(option.value) + ":" + action_of(option);
    specs += " \\\n    " + shell_quoted(spec);
  }
  return specs;
}

std::string argument_spec(const OptionInfo& argument) {
  const std::string begin = argument.is_repeatable ? "*" : argument.is_required ? "" : ":";
  return " \\\n    " + shell_quoted(fmt::format("{}:{}:{}", begin, spec_text(argument.value),
                                                action_of(argument)));
}

std::string subcommand_list(const CommandInfo& command) {
  std::string list;
  for (const CommandInfo& sub : command.subcommands)
    list += "\n    " + shell_quoted(sub.name + ":" + sub.description);
  return list;
}

// A command with subcommands: its first word chooses one; what is none is its own argument.
std::string parent_function(const CommandInfo& command, const std::string& options) {
  std::string text = fmt::format(
      "{}() {{\n  local curcontext=$curcontext state line\n  typeset -A opt_args\n"
      "  local -a subcommands\n  subcommands=({}\n  )\n"
      "  _arguments -C{} \\\n    '1: :->command' \\\n    '*:: :->rest'\n  case $state in\n"
      "    command)\n      _describe -t commands command subcommands\n",
      function_of(command), subcommand_list(command), options);
  if (!command.arguments.empty() && command.arguments.front().kind == ValueKind::kFile)
    text += "      _files\n";
  text += "      ;;\n    rest)\n      case $words[1] in\n";
  for (const CommandInfo& sub : command.subcommands)
    text += fmt::format("        {}) {} ;;\n", sub.name, function_of(sub));
  return text + "      esac\n      ;;\n  esac\n}\n\n";
}

std::string leaf_function(const CommandInfo& command, const std::string& options) {
  std::string text = fmt::format("{}() {{\n  _arguments -s{}", function_of(command), options);
  for (const OptionInfo& argument : command.arguments) text += argument_spec(argument);
  return text + "\n}\n\n";
}

std::string complete_zsh(const CommandInfo& program) {
  std::string text =
      "#compdef keyhound\n# zsh completion for keyhound, written by 'keyhound completion zsh'.\n\n";
  for (const CommandInfo* command : all_commands(program)) {
    std::string options;
    for (const OptionInfo& option : command->options) options += option_specs(option);
    text += command->subcommands.empty() ? leaf_function(*command, options)
                                         : parent_function(*command, options);
  }
  // In a folder of $fpath the file is the function's body; sourced, it registers the function.
  return text +
         "if [[ $funcstack[1] == _keyhound ]]; then\n  _keyhound \"$@\"\n"
         "elif (( $+functions[compdef] )); then\n  compdef _keyhound keyhound\nfi\n";
}

}  // namespace

extern const Shell kZshShell;
const Shell kZshShell{"zsh", complete_zsh};

}  // namespace keyhound
