// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <string>

#include "scanner/base/text_encode.h"
#include "scanner/bulk/run/shards.h"
#include "scanner/bulk/targets/plan.h"
#include "scanner/cli/bulk/bulk_subcommands.h"
#include "scanner/cli/bulk/plan_options.h"
#include "scanner/cli/bulk/plan_text.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/help/write_text.h"

namespace keyhound {
namespace {

struct PlanCommand {
  BulkTargetOptions targets;
  std::string format = "text";
  int shards = 0;  // 0: they are not shown
};

void tell(const std::string& sentence) {
  fmt::print(stderr, "keyhound: {}\n", escape_for_terminal(sentence));
}

void tell_diagnostics(const Plan& plan) {
  for (const Diagnostic& diagnostic : plan.diagnostics) {
    tell(fmt::format("{}{}: {}", diagnostic.incomplete ? "" : "note: ", diagnostic.subject,
                     diagnostic.message));
  }
}

// The plan as a document has no shards: it is one for all of them.
Result<std::string> render(const PlanCommand& command, const Plan& plan) {
  PlanShards shards;
  if (command.shards > 0) shards = assign_shards(plan.targets, command.shards);
  if (command.format == "text") return plan_as_table(plan, shards);
  if (command.format == "json") return write_plan(plan);
  if (command.format == "csv") return plan_as_csv(plan, shards);
  return fail(ErrorKind::kUsage, fmt::format("--format: '{}' is none of text, json, csv",
                                             escape_for_terminal(command.format)));
}

Result<int> run_plan(const PlanCommand& command) {
  KEYHOUND_TRY_STATUS(render(command, Plan()).map([](const std::string&) {}));
  KEYHOUND_TRY(const PlanOptions options, plan_options_of(command.targets));
  PlanEnvironment environment = system_plan_environment();
  environment.tell = tell;
  KEYHOUND_TRY(const Plan plan, make_plan(options, environment));
  KEYHOUND_TRY(const std::string text, render(command, plan));
  const int written = print_whole(text);
  tell_diagnostics(plan);
  if (written != kExitClean) return written;
  return plan.complete ? kExitClean : kExitIncomplete;
}

BulkRunner add_options(CLI::App& app) {
  auto command = std::make_shared<PlanCommand>();
  add_target_options(app, command->targets);
  add_cache_option(app, command->targets);
  app.add_option("--format", command->format, "text, json, csv")
      ->capture_default_str()
      ->type_name("FORMAT");
  app.add_option("--shards", command->shards,
                 "Also show to which of N shards each target goes (text, csv)")
      ->check(CLI::Range(1, kMostShards).description(""))
      ->type_name("N");
  return [command] { return run_plan(*command); };
}

}  // namespace

extern const BulkSubcommand kPlanSubcommand;
const BulkSubcommand kPlanSubcommand{
    "plan", "Show what would be scanned, and what is left out for which reason", add_options};

}  // namespace keyhound
