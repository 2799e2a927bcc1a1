// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/scan_arguments.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/cli/cli11.h"
#include "scanner/cli/help/usage_error.h"
#include "scanner/config/config_loader.h"

namespace keyhound {
namespace {

// Options of `keyhound scan` that a run over many repositories sets itself, or that have no meaning
// for one: it scans repositories as they stand, and judges them together at its end.
constexpr const char* kRefused[] = {
    "path",        "--staged",      "--range",         "--since",  "--tree-only",
    "--no-ignore", "--state",       "--format",        "--output", "--repository",
    "--ledger",    "--signing-key", "--show-accepted", "--color",  "--timings",
    "--explain"};

Status check_refused(const CLI::App& app) {
  for (const char* name : kRefused) {
    const CLI::Option* const option = app.get_option_no_throw(name);
    if (option == nullptr || option->count() == 0) continue;
    return fail(ErrorKind::kUsage,
                fmt::format("{}: it does not go with a scan of many repositories",
                            option->get_positional() ? option->results().front() : name));
  }
  return {};
}

// The configuration of --config, for the scan of every target; without it none is looked for.
Status choose_configuration(ScanOptions& scan) {
  Configuration configuration;
  if (!scan.configuration.file.empty()) {
    KEYHOUND_TRY(configuration, load_configuration(scan.configuration.file));
  }
  // Reports are the run's.
  configuration.outputs.clear();
  configuration.format.reset();
  scan.configuration.chosen = std::move(configuration);
  return {};
}

}  // namespace

Result<BulkScanOptions> read_scan_arguments(const std::vector<std::string>& arguments) {
  BulkScanOptions options;
  CLI::App app("Options of keyhound scan", "keyhound scan");
  add_scan_options(app, options.scan);
  app.add_flag("--trust-configuration", options.trusts_configuration)
      ->excludes("--config")
      ->excludes("--no-config");
  options.scan.threads = 1;  // the repositories are what is scanned side by side
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::Success&) {
    return fail(ErrorKind::kUsage, "--help is no option of a scan of many repositories");
  } catch (const CLI::ParseError& error) {
    return fail(explain_usage_error(app, error));
  }
  KEYHOUND_TRY_STATUS(check_refused(app));
  options.scan.no_progress = true;
  options.scan.judges = false;
  KEYHOUND_TRY_STATUS(choose_configuration(options.scan));
  // As a command line that is wrong, before any repository is read.
  KEYHOUND_TRY([[maybe_unused]] const auto thresholds, thresholds_of(options.scan));
  return options;
}

}  // namespace keyhound
