// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/baseline/accept.h"
#include "scanner/baseline/update.h"
#include "scanner/cli/baseline_audit.h"
#include "scanner/cli/baseline_options.h"
#include "scanner/cli/baseline_scan.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/config/config_loader.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {
namespace {

struct BaselineCommand {
  ScanOptions scan;
  std::string file;
  bool force = false;
  bool allow_incomplete = false;
  bool prune = false;
  AuditOptions audit;
};

// The file of --baseline, of the configuration, or the usual one.
Result<std::string> file_of(const BaselineCommand& command) {
  if (!command.file.empty()) return command.file;
  KEYHOUND_TRY(const Configuration configuration,
               configuration_for(command.scan.configuration, {command.scan.target}));
  std::string configured = baseline_of(configuration, command.scan.target);
  if (!configured.empty() && !configuration_folder(command.scan.target)) {
    return fail(
        ErrorKind::kUsage,
        fmt::format("{} is bare: its baseline {} stands in its commits; write one in a work "
                    "tree and commit it, or give --baseline FILE",
                    command.scan.target, configured));
  }
  return configured.empty() ? baseline_place(command.scan.target) : std::move(configured);
}

Status require_complete(const BaselineCommand& command, const BaselineScan& scan) {
  if (scan.result().complete() || command.allow_incomplete) return {};
  return fail(ErrorKind::kUnreadable,
              "the scan is incomplete, so the baseline would not have all; it was not written. "
              "Mend what is named above, or give --allow-incomplete");
}

// Partial scans see too little to say that an entry is of no use.
Status require_whole_scan(const ScanOptions& options) {
  const bool is_whole = !options.staged && options.range.empty() && options.since.empty() &&
                        !options.tree_only && !options.history_only && options.target != "-";
  if (is_whole) return {};
  return fail(ErrorKind::kUsage,
              "--prune goes with a scan of everything; a part of it cannot tell which entries are "
              "of no use");
}

void print_added(const BaselineChange& change) {
  for (const Finding* finding : change.added) {
    const Occurrence& first = finding->first();
    fmt::print("+ {}  {}  {}\n", finding->fingerprint.short_form(), finding->rule_id,
               escape_for_terminal(describe_place(first.location, first.commit.id)));
  }
}

void print_unused(const BaselineChange& change) {
  for (const BaselineEntry& entry : change.unused) {
    fmt::print("- {}  {}  {}{}\n", entry.fingerprint, entry.rule_id,
               entry.verdict.empty() ? "not reviewed" : entry.verdict,
               entry.note.empty() ? "" : ": " + escape_for_terminal(entry.note));
  }
}

int exit_code_of(const BaselineScan& scan) {
  return scan.result().complete() ? kExitClean : kExitIncomplete;
}

Result<int> create(const BaselineCommand& command) {
  KEYHOUND_TRY(const std::string path, file_of(command));
  std::error_code error;
  if (!command.force && std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
    return fail(ErrorKind::kUsage,
                path +
                    ": it exists already; 'keyhound baseline update' keeps its verdicts, and "
                    "--force replaces it");
  }
  KEYHOUND_TRY(const BaselineScan scan, BaselineScan::run(command.scan));
  KEYHOUND_TRY_STATUS(require_complete(command, scan));
  const BaselineChange change =
      update_baseline({}, scan.result().findings, key_check_of(scan.context().key()), false);
  KEYHOUND_TRY_STATUS(put_baseline(path, change.baseline));
  print_added(change);
  fmt::print("{}: {}; 'keyhound baseline audit' reviews them.\n", escape_for_terminal(path),
             count_of(change.added.size(), "finding accepted", "findings accepted"));
  return exit_code_of(scan);
}

Result<int> update(const BaselineCommand& command) {
  if (command.prune) KEYHOUND_TRY_STATUS(require_whole_scan(command.scan));
  KEYHOUND_TRY(const std::string path, file_of(command));
  auto old = read_baseline(path);
  if (!old && old.error().kind == ErrorKind::kNotFound) {
    return fail(ErrorKind::kUsage,
                path + ": there is no baseline; 'keyhound baseline create' makes one");
  }
  if (!old) return fail(old.error());
  KEYHOUND_TRY(const BaselineScan scan, BaselineScan::run(command.scan));
  KEYHOUND_TRY_STATUS(require_complete(command, scan));
  if (!fits_key(*old, scan.context().key(), scan.context().previous_keys()))
    return fail(ErrorKind::kConfiguration, path + ": " + diagnose_wrong_key(*old, path).message);
  const BaselineChange change = update_baseline(std::move(*old), scan.result().findings,
                                                key_check_of(scan.context().key()), command.prune);
  KEYHOUND_TRY_STATUS(put_baseline(path, change.baseline));
  print_added(change);
  print_unused(change);
  fmt::print("{}: {} added, {} unused{}{}.\n", escape_for_terminal(path), change.added.size(),
             change.unused.size(),
             change.unused.empty() ? ""
             : command.prune       ? " and removed"
                                   : " (--prune removes them)",
             change.rekeyed == 0 ? "" : fmt::format(", {} under the new key", change.rekeyed));
  return exit_code_of(scan);
}

Result<int> audit(const BaselineCommand& command) {
  KEYHOUND_TRY(const std::string path, file_of(command));
  return audit_baseline(command.scan, path, command.audit);
}

void add_file_option(CLI::App& app, BaselineCommand& command) {
  add_configuration_options(app, command.scan.configuration);
  app.add_option(
         "--baseline", command.file,
         "The baseline's file (default: the configuration's, or .keyhound-baseline in PATH or "
         "at the root of its repository)")
      ->type_name("FILE");
}

void add_incomplete_option(CLI::App& app, BaselineCommand& command) {
  app.add_flag("--allow-incomplete", command.allow_incomplete,
               "Write it although something could not be read");
}

void add_audit_options(CLI::App& app, AuditOptions& options) {
  app.add_option("--set", options.verdicts,
                 "Give an entry a verdict without asking: FINGERPRINT=false-positive, =test-value "
                 "or =accepted; may be given several times")
      ->type_name("FINGERPRINT=VERDICT")
      ->allow_extra_args(false);
  app.add_option("--note", options.note, "The note of the entries of --set")->type_name("NOTE");
  app.add_option("--until", options.until, "The last day of the entries of --set, 2027-01-31")
      ->type_name("DATE");
}

CommandRunner add_options(CLI::App& app) {
  auto command = std::make_shared<BaselineCommand>();
  app.require_subcommand(1);
  CLI::App* created = app.add_subcommand("create", "Accept what a scan finds, and write that down");
  add_scan_target_options(*created, command->scan);
  add_strict_option(*created, command->scan);
  add_file_option(*created, *command);
  created->add_flag("--force", command->force, "Replace a baseline that is there");
  add_incomplete_option(*created, *command);
  CLI::App* updated =
      app.add_subcommand("update", "Add what is found and new; verdicts and notes stay");
  add_scan_target_options(*updated, command->scan);
  add_strict_option(*updated, command->scan);
  add_file_option(*updated, *command);
  updated->add_flag("--prune", command->prune, "Remove entries that nothing has any more");
  add_incomplete_option(*updated, *command);
  CLI::App* audited =
      app.add_subcommand("audit", "Review the entries one by one: verdict, note, last day");
  add_scan_target_options(*audited, command->scan);
  add_strict_option(*audited, command->scan);
  add_file_option(*audited, *command);
  add_audit_options(*audited, command->audit);
  return [command, created, updated] {
    const auto code = created->parsed()   ? create(*command)
                      : updated->parsed() ? update(*command)
                                          : audit(*command);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kBaselineCommand;
const Command kBaselineCommand{
    "baseline", "Accept what is there today, so that only what is new is reported",
    "  keyhound baseline create .               accept what a scan of the repository here finds\n"
    "  keyhound baseline update . --strict      also what a scan with --strict finds\n"
    "  keyhound baseline update .               add what is new; verdicts and notes stay\n"
    "  keyhound baseline update . --prune       also remove what is gone\n"
    "  keyhound baseline audit .                review the entries one by one, in a terminal\n",
    add_options};

}  // namespace keyhound
