// SPDX-License-Identifier: Apache-2.0
#include <utility>
#include <vector>

#include "scanner/cli/bulk/bulk_subcommands.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"

namespace keyhound {
namespace {

CommandRunner add_options(CLI::App& app) {
  app.require_subcommand(1);
  std::vector<std::pair<CLI::App*, BulkRunner>> actions;
  for (const BulkSubcommand* row : bulk_subcommands()) {
    CLI::App* sub = app.add_subcommand(row->name, row->description);
    if (row->is_hidden) sub->group("");
    actions.emplace_back(sub, row->add_options(*sub));
  }
  return [actions] {
    for (const auto& [sub, run] : actions) {
      if (!sub->parsed()) continue;
      const auto code = run();
      return code ? *code : report_error(code.error());
    }
    return static_cast<int>(kExitUsage);
  };
}

}  // namespace

extern const Command kBulkCommand;
const Command kBulkCommand{
    "bulk", "Scan many repositories: lists, folders of mirrors, organisations of forges",
    "  keyhound bulk plan --github-org acme                     what would be scanned\n"
    "  keyhound bulk plan --directory . --shards 4\n"
    "  keyhound bulk plan --list repositories.txt --exclude 'sandbox-*'\n"
    "  keyhound bulk run --directory . --output .               scan them, and record what is new\n"
    "  keyhound bulk run --list repositories.txt --fail-on none --json-log --shard 1/2\n"
    "  keyhound bulk run --directory . --verify --fail-on none   what providers could be asked\n"
    "  keyhound bulk status                                     how far the last run has come\n"
    "  keyhound bulk report --format json --output organisation.json   findings and coverage\n",
    add_options};

}  // namespace keyhound
