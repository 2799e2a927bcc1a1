// SPDX-License-Identifier: Apache-2.0
// Where the standard output of a command goes: followed through redirections, pipelines, groups
// and the calls of a function, to where it stays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "scanner/pipelines/scripts/script_commands.h"

namespace keyhound {

enum class ScriptOutputEnd : std::uint8_t {
  kLog,        // standard output or standard error of the script
  kFile,       // see `files`; also what Out-File, Set-Content and Add-Content are given
  kDiscarded,  // /dev/null, Out-Null and the like, or closed
  kCaptured    // a substitution or an assignment takes it
};

// Borrows from the commands.
struct ScriptOutput {
  ScriptOutputEnd end = ScriptOutputEnd::kLog;
  // The file at the end, and those that `tee` writes on the way.
  std::vector<const ScriptWord*> files;
  // The commands that read it on the way, by their index, in order. Whether they write what they
  // read (`cat`, `base64`) or keep it (`docker login --password-stdin`) is for the caller to know.
  std::vector<std::size_t> through;
};

// REQUIRES: command < script.commands.size().
[[nodiscard]] ScriptOutput output_of(const ScriptCommands& script, std::size_t command);

}  // namespace keyhound
