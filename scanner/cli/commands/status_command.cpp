// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "policies/lifecycle/ledger_facts.h"
#include "policies/lifecycle/status.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/ledger_run.h"
#include "scanner/cli/report_inputs.h"

namespace keyhound {
namespace {

struct StatusOptions {
  std::vector<std::string> reports;
  JudgeOptions judge;
  std::string ledger;
  StatusFilter filter;
  StatusTextOptions text;
  std::string format = "text";
};

Result<int> show_status(const StatusOptions& options) {
  if (options.format != "text" && options.format != "json")
    return fail(ErrorKind::kUsage, fmt::format("--format: '{}' is none of text, json",
                                               escape_for_terminal(options.format)));
  KEYHOUND_TRY(Judge judge, Judge::create(options.judge, "."));
  LedgerHistory history;
  if (!options.ledger.empty()) {
    KEYHOUND_TRY(history, load_history(options.ledger));
    judge.set_ledger_facts(ledger_facts_of(history));
  }
  KEYHOUND_TRY(ReportInputs inputs, read_reports(options.reports));
  ScanResult& result = inputs.result;
  judge.apply(result, inputs.repositories, inputs.inventoried);

  LifecycleInput input;
  input.now = judge.now();
  input.policies = &judge.policies();
  input.registry = judge.registry();
  input.history = options.ledger.empty() ? nullptr : &history;
  input.findings = &result.findings;
  input.repository = result.scan.repository;
  const LifecycleStatus status = status_of(input, options.filter);
  fmt::print("{}",
             options.format == "json" ? status_json(status) : status_text(status, options.text));
  return result.complete() ? kExitClean : kExitIncomplete;
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<StatusOptions>();
  add_reports_argument(app, options->reports, "the incidents of the ledger are shown");
  add_registry_option(app, options->judge);
  add_policies_option(app, options->judge);
  add_now_option(app, options->judge);
  app.add_option("--ledger", options->ledger,
                 "Ledger of evidence: what was found, triaged, rotated and revoked before")
      ->type_name("LEDGER");
  app.add_option("--owner", options->filter.owner, "Only what this party answers for")
      ->type_name("PARTY");
  app.add_flag("--all", options->text.with_closed, "Also incidents that are closed");
  app.add_option("--due", options->text.due_limit, "How many of the next dates are shown")
      ->capture_default_str()
      ->type_name("N");
  app.add_option("--format", options->format, "text, json")
      ->capture_default_str()
      ->type_name("FORMAT");
  return [options] {
    const auto code = show_status(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kStatusCommand;
const Command kStatusCommand{
    "status", "Show incidents: what is open, who owns it, since when, and what is due next",
    "  keyhound status --registry owners.yaml                     dates that are due\n"
    "  keyhound status --registry owners.yaml --owner group:a     of one party\n",
    add_options};

}  // namespace keyhound
