// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>

#include "scanner/cli/bulk/bulk_subcommands.h"
#include "scanner/cli/bulk/named_run.h"
#include "scanner/cli/bulk/report_file.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/store_option.h"
#include "scanner/model/severity.h"
#include "scanner/store/finding_counts.h"
#include "scanner/store/store.h"

namespace keyhound {
namespace {

struct OrganisationOptions {
  std::string run_key;
  std::string store;
  std::string format = "text";
  std::string output;
  std::string fail_on;  // empty: the exit code says only whether the report was written
};

Result<std::optional<Severity>> severity_of(const std::string& word) {
  const auto severity = parse_severity(word);
  if (severity || word == "none") return severity;
  return fail(
      ErrorKind::kUsage,
      fmt::format("--fail-on: '{}' is none of info, low, medium, high, critical, none", word));
}

// As `keyhound bulk run` ends: over all repositories that the run planned to scan.
Result<int> exit_code_of_run(Store& store, const RunSummary& run, std::optional<Severity> least) {
  if (least) {
    KEYHOUND_TRY(const FindingCounts counts,
                 finding_counts_of_run(store.database(), run.id, 0, *least));
    if (counts.open > 0) return kExitFindings;
  }
  KEYHOUND_TRY(const Coverage coverage, store.coverage(run.id));
  return coverage.complete() ? kExitClean : kExitIncomplete;
}

Result<int> run(const OrganisationOptions& options) {
  const auto format = parse_organisation_format(options.format);
  if (!format) {
    return fail(ErrorKind::kUsage,
                fmt::format("--format: '{}' is none of text, json, csv", options.format));
  }
  KEYHOUND_TRY(const auto least, severity_of(options.fail_on.empty() ? "none" : options.fail_on));
  KEYHOUND_TRY(Store store, Store::open(store_location(options.store), StoreAccess::kRead));
  KEYHOUND_TRY(const RunSummary found, find_named_run(store, options.run_key));
  KEYHOUND_TRY_STATUS(write_report_file(store.database(), found.id, *format, options.output));
  if (options.fail_on.empty()) return kExitClean;
  return exit_code_of_run(store, found, least);
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
  app.add_option("--fail-on", options->fail_on,
                 "Exit with 1 for open findings from this severity on, else with 3 where the run's "
                 "coverage is not complete: info, low, medium, high, critical, none")
      ->type_name("SEVERITY");
  return [options] { return run(*options); };
}

}  // namespace

extern const BulkSubcommand kReportSubcommand;
const BulkSubcommand kReportSubcommand{
    "report", "Report what a run covered, and the findings of all repositories", add_options};

}  // namespace keyhound
