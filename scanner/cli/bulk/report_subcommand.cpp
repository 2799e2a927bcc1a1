// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "scanner/cli/bulk/bulk_subcommands.h"
#include "scanner/cli/bulk/report_file.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/store_option.h"
#include "scanner/store/store.h"

namespace keyhound {
namespace {

struct OrganisationOptions {
  std::string run_key;
  std::string store;
  std::string format = "text";
  std::string output;
};

Result<int> run(const OrganisationOptions& options) {
  const auto format = parse_organisation_format(options.format);
  if (!format) {
    return fail(ErrorKind::kUsage,
                fmt::format("--format: '{}' is none of text, json, csv", options.format));
  }
  KEYHOUND_TRY(Store store, Store::open(store_location(options.store), StoreAccess::kRead));
  KEYHOUND_TRY(const RunSummary found, store.find_run(options.run_key));
  KEYHOUND_TRY_STATUS(write_report_file(store.database(), found.id, *format, options.output));
  return kExitClean;
}

BulkRunner add_options(CLI::App& app) {
  auto options = std::make_shared<OrganisationOptions>();
  app.add_option("run", options->run_key,
                 "Key of the run whose coverage is told (default: the "
                 "last one)")
      ->type_name("RUN");
  add_store_option(app, options->store);
  app.add_option("--format", options->format, "Format: text, json, csv")
      ->capture_default_str()
      ->type_name("FORMAT");
  app.add_option("--output", options->output, "File for the report (default: standard output)")
      ->type_name("FILE");
  return [options] { return run(*options); };
}

}  // namespace

extern const BulkSubcommand kReportSubcommand;
const BulkSubcommand kReportSubcommand{
    "report", "Report what a run covered, and the findings of all repositories", add_options};

}  // namespace keyhound
