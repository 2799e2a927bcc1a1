// SPDX-License-Identifier: Apache-2.0
// One file a shell in help/shells/ (bash.cpp defines kBashShell); the build
// collects them. A completion is a script of its own: it calls no program while it completes.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scanner/cli/help/command_info.h"

namespace keyhound {

struct Shell {
  std::string_view name;
  std::string (*completion)(const CommandInfo& program);
};

std::span<const Shell* const> shells();
// nullptr: it is not known.
const Shell* find_shell(std::string_view name);
// "bash, fish, zsh".
std::string shell_names();

// `command` and every command below it, each before its subcommands.
std::vector<const CommandInfo*> all_commands(const CommandInfo& command);

// In single quotes for bash and zsh.
std::string shell_quoted(std::string_view text);

}  // namespace keyhound
