// SPDX-License-Identifier: Apache-2.0
// BulkSubcommand: one file a subcommand of `keyhound bulk` in cli/bulk/; the build collects them by
// file name (bulk/plan_subcommand.cpp defines kPlanSubcommand). Immutable.
#pragma once

#include <functional>
#include <span>

#include "scanner/base/result.h"

namespace CLI {
class App;
}

namespace keyhound {

// Runs what was parsed; answers the exit code.
using BulkRunner = std::function<Result<int>()>;

struct BulkSubcommand {
  const char* name;
  const char* description;
  // Adds the options to `app`.
  BulkRunner (*add_options)(CLI::App& app);
  bool is_hidden = false;  // called by the program itself: in no --help, man page or completion
};

// Every subcommand, by name. Examples stand in commands/bulk_command.cpp.
std::span<const BulkSubcommand* const> bulk_subcommands();

}  // namespace keyhound
