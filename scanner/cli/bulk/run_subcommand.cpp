// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "scanner/cli/bulk/bulk_run.h"
#include "scanner/cli/bulk/bulk_subcommands.h"
#include "scanner/cli/bulk/run_options.h"
#include "scanner/cli/cli11.h"

namespace keyhound {
namespace {

BulkRunner add_options(CLI::App& app) {
  const auto options = std::make_shared<BulkRunOptions>();
  add_run_options(app, *options);
  return [options] { return run_bulk(*options); };
}

}  // namespace

extern const BulkSubcommand kRunSubcommand;
const BulkSubcommand kRunSubcommand{
    "run", "Scan the targets, each in a process of its own, and record what is new", add_options};

}  // namespace keyhound
