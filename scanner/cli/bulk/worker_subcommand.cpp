// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include "scanner/cli/bulk/bulk_subcommand.h"
#include "scanner/cli/exit_code.h"

namespace keyhound {
namespace {

CommandRunner add_options(CLI::App& /*app*/) {
  return [] { return static_cast<int>(kExitUsage); };
}

}  // namespace

const BulkSubcommand kBulkWorker{
    "worker", "Scan one target of a bulk run, as the job on standard input says", add_options,
    true};

}  // namespace keyhound
