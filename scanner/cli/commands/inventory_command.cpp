// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/rule_options.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/scan_run.h"
#include "scanner/pipelines/inventory/reference_list.h"
#include "scanner/report/inventory_format.h"
#include "scanner/scan/inventory_scan.h"

namespace keyhound {
namespace {

struct InventoryOptions {
  std::string target = ".";
  std::string range;  // of `diff`
  std::string repository;
  std::string format = "text";
  std::string output;
  bool no_ignore = false;
  bool with_guesses = false;
  ConfigurationOptions configuration;
};

std::string format_names() {
  std::string names;
  for (const InventoryFormat* format : inventory_formats())
    names += (names.empty() ? "" : ", ") + std::string(format->name);
  return names;
}

Result<const InventoryFormat*> format_of(const InventoryOptions& options) {
  const InventoryFormat* format = find_inventory_format(options.format);
  if (format != nullptr) return format;
  return fail(ErrorKind::kUsage, fmt::format("--format: '{}' is none of {}",
                                             escape_for_terminal(options.format), format_names()));
}

// Variables that may be anything are left out unless they are asked for.
void leave_out_guesses(Inventory& inventory) {
  for (InventoryItem& item : inventory.items)
    std::erase_if(item.references,
                  [](const Reference& one) { return one.confidence == Confidence::kLow; });
  std::erase_if(inventory.items, [](const InventoryItem& item) { return item.references.empty(); });
}

void finish(const InventoryOptions& options, Inventory& inventory) {
  if (!options.with_guesses) leave_out_guesses(inventory);
  name_secrets(inventory, options.repository.empty() ? repository_name(inventory.repository_uri)
                                                     : options.repository);
}

// Calls `render` with where the text goes.
template <class Render>
Status write(const InventoryOptions& options, Render render) {
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) {
    text += piece;
    return true;
  };
  if (!options.output.empty()) {
    render(ReportOptions(), sink);
    return write_file(options.output, text);
  }
  render(terminal_options(ColorChoice::kAuto), sink);
  const bool is_written =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (is_written) return {};
  return fail(ErrorKind::kUsage, "standard output: the inventory cannot be written");
}

Result<ScanRequest> request_of(const InventoryOptions& options) {
  KEYHOUND_TRY(const Configuration configuration,
               configuration_for(options.configuration, {options.target}));
  ScanRequest request;
  request.excluded_paths = excluded_paths_of(configuration);
  request.target = options.target;
  request.revision = options.range;
  request.respect_ignores = !options.no_ignore;
  return request;
}

Result<int> list(const InventoryOptions& options) {
  KEYHOUND_TRY(const InventoryFormat* format, format_of(options));
  KEYHOUND_TRY(const ScanRequest request, request_of(options));
  KEYHOUND_TRY(const RuleEngine engine, make_engine(RuleOptions()));
  KEYHOUND_TRY(const ScanContext context, make_scan_context(engine));
  KEYHOUND_TRY(Inventory inventory, read_inventory(context, request));
  finish(options, inventory);
  KEYHOUND_TRY_STATUS(write(options, [&](const ReportOptions& style, const ReportSink& sink) {
    format->render(inventory, style, sink);
  }));
  return inventory.complete() ? kExitClean : kExitIncomplete;
}

Result<int> show_diff(const InventoryOptions& options) {
  KEYHOUND_TRY(const InventoryFormat* format, format_of(options));
  if (format->render_diff == nullptr) {
    return fail(
        ErrorKind::kUsage,
        fmt::format("--format: {} cannot say what changed; take text, json or csv", format->name));
  }
  KEYHOUND_TRY(const ScanRequest request, request_of(options));
  KEYHOUND_TRY(const RuleEngine engine, make_engine(RuleOptions()));
  KEYHOUND_TRY(const ScanContext context, make_scan_context(engine));
  KEYHOUND_TRY(InventoryEnds ends, read_inventory_ends(context, request));
  finish(options, ends.before);
  finish(options, ends.after);
  const InventoryDiff diff = diff_inventories(ends.before, ends.after);
  KEYHOUND_TRY_STATUS(write(options, [&](const ReportOptions& style, const ReportSink& sink) {
    format->render_diff(diff, style, sink);
  }));
  return ends.after.complete() ? kExitClean : kExitIncomplete;
}

void add_common_options(CLI::App& app, InventoryOptions& options) {
  app.add_option("--format", options.format, format_names())
      ->capture_default_str()
      ->type_name("FORMAT");
  app.add_option("--output", options.output, "File to write to (default: standard output)")
      ->type_name("FILE");
  app.add_option("--repository", options.repository,
                 "Name of the repository, e.g. acme/pay (default: from the URL of 'origin')")
      ->type_name("NAME");
  add_configuration_options(app, options.configuration);
  app.add_flag("--all", options.with_guesses,
               "Also variables of scripts that may come from a store and do not look like secrets");
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<InventoryOptions>();
  app.add_option("path", options->target, "Repository, directory or file")
      ->capture_default_str()
      ->type_name("PATH");
  app.add_flag("--no-ignore", options->no_ignore, "Also files that .gitignore leaves out");
  add_common_options(app, *options);

  auto* diff = app.add_subcommand("diff", "What a change adds and takes away: A..B");
  diff->add_option("range", options->range, "Two commits, A..B")->required()->type_name("A..B");
  diff->add_option("--path", options->target, "Repository (default: the one here)")
      ->type_name("PATH");
  add_common_options(*diff, *options);
  return [options, diff] {
    const auto code = diff->parsed() ? show_diff(*options) : list(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kInventoryCommand;
const Command kInventoryCommand{
    "inventory", "List the stored secrets that pipeline definitions name",
    "  keyhound inventory                                  of the work tree here\n"
    "  keyhound inventory --format csv --output refs.csv   as a table\n"
    "  keyhound inventory diff HEAD~1..HEAD                what the last commit changed\n",
    add_options};

}  // namespace keyhound
