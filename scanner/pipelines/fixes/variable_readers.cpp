// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/variable_readers.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/scripts/command_name.h"

namespace keyhound {
namespace {

// Builtins and tools that do one thing with their arguments, and run nothing of the repository.
constexpr std::array<std::string_view, 48> kQuietCommands = {
    ":",      "[",     "[[",      "apt",    "apt-get",  "awk",  "basename", "break",
    "cat",    "cd",    "chmod",   "chown",  "continue", "cp",   "curl",     "cut",
    "date",   "df",    "dirname", "du",     "echo",     "exit", "false",    "find",
    "grep",   "gzip",  "head",    "jq",     "ln",       "ls",   "mkdir",    "mv",
    "printf", "pwd",   "read",    "return", "rm",       "sed",  "set",      "sha256sum",
    "shift",  "sleep", "sort",    "tail",   "tar",      "test", "touch",    "true"};

// Actions of the platform that move files and install tools.
constexpr std::array<std::string_view, 5> kQuietActions = {
    "actions/checkout", "actions/cache", "actions/upload-artifact", "actions/download-artifact",
    "actions/setup-"};

bool is_quiet(const ScriptCommand& command) {
  if (command.words.empty()) return true;
  const std::string name = command_name(command);
  const bool is_run = name == "find" && std::any_of(command.words.begin(), command.words.end(),
                                                    [](const ScriptWord& word) {
                                                      return word.text.starts_with("-exec");
                                                    });
  return !is_run &&
         std::find(kQuietCommands.begin(), kQuietCommands.end(), name) != kQuietCommands.end();
}

bool is_quiet(const Step& step) {
  const std::string action = action_name(step.uses);
  return action.empty() ||
         std::any_of(kQuietActions.begin(), kQuietActions.end(),
                     [&](std::string_view one) { return action.starts_with(one); });
}

// The first command of a script that may read any variable; empty: none.
std::string loud_command(const Script& script) {
  const bool is_read = script.language == ScriptLanguage::kPosix && script.commands.is_complete;
  if (!is_read) return "its script";
  for (const ScriptCommand& command : script.commands.commands)
    if (!is_quiet(command)) return command_name(command).empty() ? "?" : command_name(command);
  return {};
}

}  // namespace

bool is_name_byte(char c) { return is_alnum_ascii(c) || c == '_'; }

std::string silent_reader(const Definition& definition, Scope scope, FactIndex except) {
  FactIndex index = 0;
  for (const Step& step : definition.steps) {
    const FactIndex at = index++;
    if (at == except || !scope.covers({step.job, at}) || is_quiet(step)) continue;
    return "step " + step.name + " (" + step.uses + ")";
  }
  for (const Script& script : definition.scripts) {
    if (script.scope.step == except || !scope.covers(script.scope)) continue;
    const std::string command = loud_command(script);
    if (command.empty()) continue;
    const Step* step = step_of(definition, script.scope);
    return "step " + (step == nullptr ? std::string("?") : step->name) + " (" + command + ")";
  }
  return {};
}

}  // namespace keyhound
