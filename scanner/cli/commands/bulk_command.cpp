// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "scanner/cli/bulk/bulk_subcommand.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"

namespace keyhound {
namespace {

constexpr const BulkSubcommand* kSubcommands[] = {
    &kBulkReport,
    &kBulkJudge,
    &kBulkWorker,
};

CommandRunner add_options(CLI::App& app) {
  app.require_subcommand(1);
  std::vector<std::pair<CLI::App*, CommandRunner>> runners;
  for (const BulkSubcommand* row : kSubcommands) {
    CLI::App* sub = app.add_subcommand(std::string(row->name), std::string(row->description));
    if (row->is_hidden) sub->group("");
    runners.emplace_back(sub, row->add_options(*sub));
  }
  return [runners] {
    for (const auto& [sub, run] : runners) {
      if (sub->parsed()) return run();
    }
    return static_cast<int>(kExitUsage);
  };
}

}  // namespace

extern const Command kBulkCommand;
const Command kBulkCommand{
    "bulk", "Scan many repositories into one store",
    "  keyhound bulk report --format json --output organisation.json    all findings, and the "
    "coverage\n",
    add_options};

}  // namespace keyhound
