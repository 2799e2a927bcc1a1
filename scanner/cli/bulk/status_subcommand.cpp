// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <string>

#include "scanner/base/text_encode.h"
#include "scanner/bulk/run/run_json.h"
#include "scanner/bulk/run/run_status.h"
#include "scanner/bulk/run/shards.h"
#include "scanner/cli/bulk/bulk_subcommands.h"
#include "scanner/cli/bulk/named_run.h"
#include "scanner/cli/bulk/status_text.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/help/write_text.h"
#include "scanner/cli/store_option.h"

namespace keyhound {
namespace {

struct StatusCommand {
  std::string run_key;
  std::string store;
  std::string format = "text";
  int shard = 0;
};

Result<std::string> render(const StatusCommand& command, const RunStatus& status) {
  if (command.format == "text") return run_status_text(status, {true, true});
  if (command.format == "json") return run_status_json(status) + "\n";
  return fail(ErrorKind::kUsage, fmt::format("--format: '{}' is none of text, json",
                                             escape_for_terminal(command.format)));
}

Result<int> run_status(const StatusCommand& command) {
  KEYHOUND_TRY_STATUS(render(command, RunStatus()).map([](const std::string&) {}));
  KEYHOUND_TRY(Store store, Store::open(store_location(command.store), StoreAccess::kRead));
  KEYHOUND_TRY(const RunSummary run, find_named_run(store, command.run_key));
  if (command.shard > run.shard_count) {
    return fail(ErrorKind::kUsage, fmt::format("--shard: run {} has {} of them",
                                               escape_for_terminal(run.run_key), run.shard_count));
  }
  KEYHOUND_TRY(const RunStatus status, read_run_status(store, run, command.shard));
  KEYHOUND_TRY(const std::string text, render(command, status));
  const int written = print_whole(text);
  if (written != kExitClean) return written;
  return status.coverage.complete() ? kExitClean : kExitIncomplete;
}

BulkRunner add_options(CLI::App& app) {
  const auto command = std::make_shared<StatusCommand>();
  app.add_option("run", command->run_key, "Name of the run (default: the last one)")
      ->type_name("NAME");
  add_store_option(app, command->store);
  app.add_option("--shard", command->shard, "Only this shard, from 1 on (0: all)")
      ->check(CLI::Range(0, kMostShards).description(""))
      ->type_name("I");
  app.add_option("--format", command->format, "text, json")
      ->capture_default_str()
      ->type_name("FORMAT");
  return [command] { return run_status(*command); };
}

}  // namespace

extern const BulkSubcommand kStatusSubcommand;
const BulkSubcommand kStatusSubcommand{
    "status",
    "Tell how far a run has come, and what failed, is left out or pending for which reason",
    add_options};

}  // namespace keyhound
