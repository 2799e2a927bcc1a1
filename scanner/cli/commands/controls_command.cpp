// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "policies/controls/control_report.h"
#include "policies/evaluation/policy_set.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/configuration_options.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/judge_options.h"
#include "scanner/cli/ledger_selection.h"
#include "scanner/cli/policy_regex.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/scan_options.h"

namespace keyhound {
namespace {

struct ControlsOptions {
  std::vector<std::string> files;  // of frameworks
  JudgeOptions judge;              // policies, time
  ConfigurationOptions configuration;
  std::string framework;
  std::string control;
  std::string ledger;
  LedgerSelectionOptions selection;
  std::string format = "text";
};

// The report of one framework, of all its controls and without evidence.
Result<ControlReport> mapping_of(const ControlFramework& framework, const PolicySet& policies) {
  ControlReportRequest request;
  request.framework = &framework;
  request.policies = policies.infos();
  return make_control_report(request);
}

std::string_view verified_text(const std::string& verified) {
  if (verified == "primary") return "ids compared with the source";
  if (verified == "secondary") return "ids compared with a copy";
  return "ids not compared";
}

// As a scan of the current directory would judge.
Result<PolicySet> policies_of(ControlsOptions& options) {
  KEYHOUND_TRY(const Configuration configuration, configuration_for(options.configuration, {"."}));
  KEYHOUND_TRY_STATUS(apply_judging(configuration, options.judge));
  return PolicySet::load(options.judge.policies, &policy_regexes(), options.judge.settings);
}

Result<int> list_frameworks(ControlsOptions& options) {
  KEYHOUND_TRY(const auto frameworks, load_control_frameworks(options.files));
  KEYHOUND_TRY(const PolicySet policies, policies_of(options));
  for (const ControlFramework& framework : frameworks) {
    KEYHOUND_TRY(const ControlReport mapping, mapping_of(framework, policies));
    const auto tested = std::count_if(mapping.rows.begin(), mapping.rows.end(),
                                      [](const ControlRow& row) { return !row.policies.empty(); });
    fmt::print("{:<10} {:>3} controls, {:>3} tested by policies  {} {} ({})\n",
               escape_for_terminal(framework.id), mapping.rows.size(), tested,
               escape_for_terminal(framework.name), escape_for_terminal(framework.version),
               verified_text(framework.verified));
  }
  return kExitClean;
}

void print_control(const ControlRow& row) {
  fmt::print("\n{}  {}\n", escape_for_terminal(row.control.id),
             row.is_listed ? escape_for_terminal(row.control.summary)
                           : "(named by policies; the framework's file has no such control)");
  for (const ControlPolicy& policy : row.policies) {
    fmt::print("  {}  {}{}\n", escape_for_terminal(policy.id), escape_for_terminal(policy.title),
               policy.is_in_use ? "" : " (switched off)");
  }
  if (!row.policies.empty()) return;
  fmt::print("  no policy tests it{}{}\n", row.control.outside.empty() ? "" : ": ",
             escape_for_terminal(row.control.outside));
}

Result<int> show_framework(ControlsOptions& options) {
  KEYHOUND_TRY(const auto frameworks, load_control_frameworks(options.files));
  KEYHOUND_TRY(const ControlFramework* framework, find_framework(frameworks, options.framework));
  KEYHOUND_TRY(const PolicySet policies, policies_of(options));
  KEYHOUND_TRY(const ControlReport mapping, mapping_of(*framework, policies));
  fmt::print("{} {} ({})\n", escape_for_terminal(framework->name),
             escape_for_terminal(framework->version), escape_for_terminal(framework->id));
  if (!framework->source.empty())
    fmt::print("source  {}\n", escape_for_terminal(framework->source));
  fmt::print("ids     {}\n", verified_text(framework->verified).substr(4));
  if (!framework->note.empty()) fmt::print("note    {}\n", escape_for_terminal(framework->note));
  for (const ControlRow& row : mapping.rows) print_control(row);
  return kExitClean;
}

struct ReportFormatRow {
  std::string_view name;
  std::string (*render)(const ControlReport& report);
};
constexpr ReportFormatRow kFormats[] = {
    {"text", control_report_text}, {"json", control_report_json}, {"csv", control_report_csv}};

Result<const ReportFormatRow*> format_of(const std::string& name) {
  for (const ReportFormatRow& format : kFormats) {
    if (format.name == name) return &format;
  }
  return fail(ErrorKind::kUsage, fmt::format("--format: '{}' is none of text, json, csv", name));
}

Result<int> report_controls(ControlsOptions& options) {
  KEYHOUND_TRY(const ReportFormatRow* format, format_of(options.format));
  KEYHOUND_TRY(const LedgerSelection selection, selection_of(options.selection));
  KEYHOUND_TRY(const auto frameworks, load_control_frameworks(options.files));
  ControlReportRequest request;
  KEYHOUND_TRY(request.framework, find_framework(frameworks, options.framework));
  KEYHOUND_TRY(const PolicySet policies, policies_of(options));
  request.policies = policies.infos();
  request.control = options.control;
  request.ledger = options.ledger;
  request.check = selection.check;
  request.since = selection.since;
  request.until = selection.until;
  KEYHOUND_TRY(request.now, time_of(options.judge.now));
  KEYHOUND_TRY(const ControlReport report, make_control_report(request));
  KEYHOUND_TRY_STATUS(put_report(options.selection, format->render(report)));
  return kExitClean;
}

void add_frameworks_option(CLI::App& app, ControlsOptions& options) {
  app.add_option("--controls", options.files,
                 "Control frameworks of your own: file or directory; may be given several times")
      ->type_name("PATH")
      ->allow_extra_args(false);
  add_policies_option(app, options.judge);
  add_configuration_options(app, options.configuration);
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<ControlsOptions>();
  app.require_subcommand(1);
  CLI::App* list = app.add_subcommand("list", "List the control frameworks");
  CLI::App* show = app.add_subcommand("show",
                                      "Show the controls of a framework with the policies "
                                      "that test them");
  show->add_option("framework", options->framework, "Framework, e.g. iso27001")
      ->required()
      ->type_name("FRAMEWORK");
  CLI::App* report =
      app.add_subcommand("report", "Tell for each control what the evidence in a ledger shows");
  report->add_option("--framework", options->framework, "Framework, e.g. iso27001")
      ->required()
      ->type_name("FRAMEWORK");
  report->add_option("--control", options->control, "Only this control and its parts, e.g. 7.2.5")
      ->type_name("ID");
  report->add_option("--ledger", options->ledger, "Evidence ledger (default: none, no evidence)")
      ->type_name("LEDGER");
  add_ledger_selection(*report, options->selection);
  report->add_option("--format", options->format, "text, json, csv")
      ->capture_default_str()
      ->type_name("FORMAT");
  add_now_option(*report, options->judge);
  for (CLI::App* command : {list, show, report}) add_frameworks_option(*command, *options);
  return [options, list, show] {
    const auto code = list->parsed()   ? list_frameworks(*options)
                      : show->parsed() ? show_framework(*options)
                                       : report_controls(*options);
    if (code) return *code;
    const int failed = report_error(code.error());
    // A ledger that does not verify is an answer, not an incomplete scan.
    return code.error().kind == ErrorKind::kCorrupt ? static_cast<int>(kExitUsage) : failed;
  };
}

}  // namespace

extern const Command kControlsCommand;
const Command kControlsCommand{
    "controls", "Tell which policies test a control of a standard, and what evidence there is",
    "  keyhound controls list\n"
    "  keyhound controls show owasp_nhi\n"
    "  keyhound controls report --framework iso27001\n"
    "  keyhound controls report --framework pci --control 8.6 --format csv\n",
    add_options};

}  // namespace keyhound
