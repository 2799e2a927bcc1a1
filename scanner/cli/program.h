// SPDX-License-Identifier: Apache-2.0
// The command table as CLI11's objects, of which the parser, --help, the man page and the
// completions are made. Used by one thread.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/cli/command.h"

namespace keyhound {

struct Program {
  std::shared_ptr<CLI::App> app;
  std::vector<std::pair<CLI::App*, CommandRunner>> runners;  // one a command, in its order
};

// What a program has of a command: all of it, its name and no runner, or nothing.
enum class CommandPart { kWhole, kName, kNone };

// Every command with its options, or what `part_of` says of it. The --help of a subcommand shows
// those examples of its command that call it.
Program make_program(const std::function<CommandPart(std::string_view name)>& part_of = {});

}  // namespace keyhound
