// SPDX-License-Identifier: Apache-2.0
// What the man page tells beside the commands: exit codes, environment variables and files.
// Constant.
#pragma once

#include <span>
#include <string_view>

namespace keyhound {

struct ProgramFact {
  std::string_view name;  // "KEYHOUND_FINGERPRINT_KEY", ".keyhound.toml", "3"
  std::string_view text;
};

std::span<const ProgramFact> exit_code_facts();
// Every variable of its own that the program reads, and those of others that change what it does.
std::span<const ProgramFact> environment_facts();
std::span<const ProgramFact> file_facts();

}  // namespace keyhound
