// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "scanner/base/text_encode.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/store_option.h"
#include "scanner/dashboard/dashboard.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/store/store.h"

namespace keyhound {
namespace {

struct DashboardCommandOptions {
  std::string store;
  std::string output;
  std::string title;
  std::string now;
  bool force = false;
};

Result<DashboardOptions> dashboard_options_of(const DashboardCommandOptions& options) {
  DashboardOptions asked;
  asked.folder = options.output;
  asked.title = options.title;
  asked.force = options.force;
  asked.now = now();
  if (options.now.empty()) return asked;
  const auto time = parse_timestamp(options.now);
  if (!time) return fail(ErrorKind::kUsage, "--now: " + time.error().message);
  asked.now = *time;
  return asked;
}

std::string size_text(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

Result<int> run_dashboard(const DashboardCommandOptions& options) {
  KEYHOUND_TRY(const DashboardOptions asked, dashboard_options_of(options));
  KEYHOUND_TRY(Store store, Store::open(store_location(options.store), StoreAccess::kRead));
  KEYHOUND_TRY(const DashboardSummary summary, write_dashboard(store.database(), asked));
  fmt::print("{}: {}, {}; {}, {}\n", escape_for_terminal(options.output),
             count_of(summary.repositories, "repository", "repositories"),
             count_of(summary.findings, "finding", "findings"),
             count_of(summary.files, "file", "files"), size_text(summary.bytes));
  if (summary.left_out > 0)
    fmt::print("{} counted and not listed: the open and worst are\n",
               count_of(summary.left_out, "more finding is", "more findings are"));
  return kExitClean;
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<DashboardCommandOptions>();
  add_store_option(app, options->store);
  app.add_option("--output", options->output, "Folder to write the pages to")
      ->required()
      ->type_name("DIR");
  app.add_option("--title", options->title,
                 "What the pages are about (default: the organisation of the repositories)")
      ->type_name("TITLE");
  app.add_option("--now", options->now,
                 "What is late or has ended as of this time, e.g. 2026-11-23T00:00:00Z (default: "
                 "the clock)")
      ->type_name("TIME");
  app.add_flag("--force", options->force,
               "Also into a folder that has files and is no dashboard; files of other names stay");
  return [options] {
    const auto code = run_dashboard(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kDashboardCommand;
const Command kDashboardCommand{
    "dashboard", "Write what the store of bulk scans knows as pages for a browser",
    "  keyhound dashboard --output public              open public/index.html\n"
    "  keyhound dashboard --output public --title 'ACME, production'\n",
    add_options};

}  // namespace keyhound
