// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/command_name.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/scripts/script_bytes.h"

namespace keyhound {
namespace {

// A program that runs the command behind its own arguments.
struct Wrapper {
  std::string_view name;
  std::string_view with_value;  // letters of options whose value is the next word
  std::size_t operands = 0;     // before the command
  bool assigns = false;         // `A=b` may stand before the command
};

constexpr Wrapper kWrappers[] = {
    {"sudo", "ughpCrtDRTU", 0, true},
    {"doas", "uC"},
    {"env", "uC", 0, true},
    {"command", ""},
    {"builtin", ""},
    {"exec", "a"},
    {"nohup", ""},
    {"setsid", ""},
    {"time", "fo"},
    {"nice", "n"},
    {"ionice", "cnp"},
    {"timeout", "ks", 1},
    {"stdbuf", "ioe"},
    {"xargs", "adEIiLlnPs"},
    {"call", ""},
    {"winpty", ""},
};

// Borrows the word.
std::string_view program_of(const ScriptWord& word) {
  std::string_view name = word.text;
  std::size_t begin = name.size();
  while (begin > 0 && name[begin - 1] != '/' && name[begin - 1] != '\\') --begin;
  name.remove_prefix(begin);
  if (name.size() > 4) {
    const std::string_view suffix = name.substr(name.size() - 4);
    if (suffix == ".exe" || suffix == ".EXE") name.remove_suffix(4);
  }
  return name;
}

bool is_assignment(std::string_view text) {
  const std::size_t equals = text.find('=');
  return equals != std::string_view::npos && equals > 0 && is_name_begin(text[0]) &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(equals),
                     is_name_byte);
}

// Where the arguments of the wrapper at `at` end.
std::size_t behind_wrapper(const ScriptCommand& command, std::size_t at, const Wrapper& wrapper) {
  std::size_t operands = wrapper.operands;
  for (++at; at < command.words.size(); ++at) {
    const std::string_view text = command.words[at].text;
    if (text == "--") return at + 1 + operands;
    if (text.size() > 1 && text[0] == '-') {
      const bool takes_next =
          text.size() == 2 && wrapper.with_value.find(text[1]) != std::string_view::npos;
      if (takes_next) ++at;
    } else if (wrapper.assigns && is_assignment(text)) {
      continue;
    } else if (operands > 0) {
      --operands;
    } else {
      return at;
    }
  }
  return at;
}

bool only_asks(const ScriptCommand& command, std::size_t at) {
  if (command.words[at].text != "command" || at + 1 >= command.words.size()) return false;
  const std::string& flag = command.words[at + 1].text;
  return flag == "-v" || flag == "-V";
}

std::size_t find_program(const ScriptCommand& command) {
  std::size_t at = 0;
  while (at < command.words.size()) {
    const std::string_view name = program_of(command.words[at]);
    const auto* wrapper = std::find_if(std::begin(kWrappers), std::end(kWrappers),
                                       [&](const Wrapper& row) { return row.name == name; });
    if (wrapper == std::end(kWrappers) || only_asks(command, at)) return at;
    const std::size_t next = behind_wrapper(command, at, *wrapper);
    // Without a command to run, the wrapper is the command: `env` prints the environment.
    if (next >= command.words.size()) return at;
    at = next;
  }
  return at;
}

}  // namespace

std::string command_name(const ScriptCommand& command) {
  const std::size_t at = command.program_word;
  return at < command.words.size() ? std::string(program_of(command.words[at])) : std::string();
}

void name_program(ScriptCommand& command) {
  command.program_word = static_cast<std::uint32_t>(find_program(command));
  command.program = to_lower_ascii(command_name(command));
}

}  // namespace keyhound
