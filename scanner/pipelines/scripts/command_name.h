// SPDX-License-Identifier: Apache-2.0
// Which word of a command names the program that it runs: `sudo -u ci env A=b /usr/bin/curl` runs
// curl.
#pragma once

#include <cstddef>
#include <string>

#include "scanner/pipelines/scripts/script_commands.h"

namespace keyhound {

// The word behind sudo, env, command, exec, nohup, timeout and the like with their options;
// words.size() when there is none. `command -v name` runs nothing but itself.
[[nodiscard]] inline std::size_t command_word(const ScriptCommand& command) {
  return command.program_word;
}

// The text of that word without folders and `.exe`; empty when there is none. As it is written:
// PowerShell and cmd.exe do not tell upper from lower case.
[[nodiscard]] std::string command_name(const ScriptCommand& command);

// Finds that word of a command that was read, and sets `program` and `program_word`.
void name_program(ScriptCommand& command);

}  // namespace keyhound
