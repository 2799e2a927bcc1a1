// SPDX-License-Identifier: Apache-2.0
// Command: one file a command in cli/commands/; the build collects them by file name
// (commands/scan_command.cpp defines kScanCommand).
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "scanner/base/result.h"

namespace CLI {
class App;
}

namespace keyhound {

// Runs a command whose options are parsed; answers the exit code.
using CommandRunner = std::function<int()>;

struct Command {
  std::string_view name;
  std::string_view description;  // one line for the list of commands
  std::string_view examples;     // shown at the end of the command's --help
  // Adds the command's options to `app`. A command with subcommands chooses in its runner.
  CommandRunner (*add_options)(CLI::App& app);
};

// Every command, by name.
std::span<const Command* const> commands();

// Prints an error to stderr and answers its exit code. Each line of the message is led by the
// program's name, so that no text from outside begins a line.
int report_error(const Error& error);

// Parses the command line and runs the command; answers the exit code. Prints errors to stderr.
int run_program(int argc, const char* const* argv);

}  // namespace keyhound
