// SPDX-License-Identifier: Apache-2.0
// What the command table says, as plain data: the one source of the man page and of the
// completions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace keyhound {

enum class ValueKind { kNone, kText, kFile, kDirectory, kChoice };

struct OptionInfo {
  std::string name;                // "--format"; of an argument its placeholder, "PATH"
  std::vector<std::string> names;  // as they are written, short ones first; none of an argument
  std::string value;               // placeholder, e.g. "FORMAT"; empty: a flag
  std::string description;
  std::string default_text;  // empty: none, or the description says it
  ValueKind kind = ValueKind::kNone;
  std::vector<std::string> choices;  // of kChoice
  bool is_required = false;
  bool is_repeatable = false;
};

struct CommandInfo {
  std::string name;
  std::string path;  // "keyhound rules list"
  std::string description;
  std::vector<std::string> examples;  // lines: the command, then maybe three blanks and a comment
  std::vector<OptionInfo> arguments;
  std::vector<OptionInfo> options;
  std::vector<CommandInfo> subcommands;
  bool needs_subcommand = false;
};

// `app` and its subcommands. `parent` is the path of what it belongs to.
CommandInfo describe_command(const CLI::App& app, const std::string& parent = {});

OptionInfo describe_option(const CLI::Option& option);

// The first line of a description.
std::string_view first_line(std::string_view description);

// The values that a description lists at its end, e.g. "Colours in the report: auto, always, never"
// or "text, json (default: text)"; none when it lists no words. This is the one place of an
// option's values beside what parses it.
std::vector<std::string> listed_values(std::string_view description);

}  // namespace keyhound
