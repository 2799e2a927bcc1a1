// SPDX-License-Identifier: Apache-2.0
// The subcommands of `keyhound bulk`: one a file of scanner/cli/bulk, and one row in
// commands/bulk_command.cpp.
#pragma once

#include <string_view>

#include "scanner/cli/command.h"

namespace keyhound {

struct BulkSubcommand {
  std::string_view name;
  std::string_view description;
  CommandRunner (*add_options)(CLI::App& app);
  bool is_hidden = false;  // of processes that keyhound starts: not in help, manual, completions
};

extern const BulkSubcommand kBulkJudge;
extern const BulkSubcommand kBulkReport;
extern const BulkSubcommand kBulkWorker;

}  // namespace keyhound
