// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "policies/metrics/metrics_report.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/ledger_selection.h"
#include "scanner/cli/scan_options.h"

namespace keyhound {
namespace {

struct MetricsOptions {
  std::string ledger;
  JudgeOptions judge;  // registry, policies, time
  LedgerSelectionOptions selection;
  std::string format = "text";
  std::string bucket;
};

struct MetricsFormat {
  std::string_view name;
  std::string (*render)(const MetricsReport& report);
};
constexpr MetricsFormat kFormats[] = {
    {"text", metrics_text}, {"json", metrics_json}, {"html", metrics_html}};

Result<const MetricsFormat*> format_of(const std::string& name) {
  for (const MetricsFormat& format : kFormats) {
    if (format.name == name) return &format;
  }
  return fail(ErrorKind::kUsage, fmt::format("--format: '{}' is none of text, json, html", name));
}

Result<std::optional<Bucket>> bucket_of(const std::string& name) {
  if (name.empty()) return std::optional<Bucket>();
  for (const Bucket bucket : {Bucket::kDay, Bucket::kWeek}) {
    if (to_string(bucket) == name) return std::optional<Bucket>(bucket);
  }
  return fail(ErrorKind::kUsage, fmt::format("--by: '{}' is none of day, week", name));
}

// As of --now; without it as of the end of the period, when that is over.
Result<Timestamp> as_of(const MetricsOptions& options, const LedgerSelection& selection) {
  KEYHOUND_TRY(const Timestamp now, time_of(options.judge.now));
  const bool is_over = options.judge.now.empty() && selection.until && *selection.until < now;
  return is_over ? *selection.until : now;
}

Result<int> run_metrics(const MetricsOptions& options) {
  KEYHOUND_TRY(const MetricsFormat* format, format_of(options.format));
  KEYHOUND_TRY(const LedgerSelection selection, selection_of(options.selection));
  MetricsRequest request;
  KEYHOUND_TRY(request.bucket, bucket_of(options.bucket));
  KEYHOUND_TRY(request.now, as_of(options, selection));
  KEYHOUND_TRY(const Judge judge, Judge::create(options.judge, "."));
  if (options.ledger.empty() && judge.registry() == nullptr) {
    return fail(ErrorKind::kUsage,
                "there is nothing to measure: name a ledger, or a registry with --registry");
  }
  request.policies = &judge.policies();
  request.registry = judge.registry();
  request.ledger = options.ledger;
  request.check = selection.check;
  request.since = selection.since;
  request.until = selection.until;
  KEYHOUND_TRY(const MetricsReport report, make_metrics_report(request));
  KEYHOUND_TRY_STATUS(put_report(options.selection, format->render(report)));
  return kExitClean;
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<MetricsOptions>();
  app.add_option("ledger", options->ledger,
                 "Evidence ledger; without one, only the registry is measured")
      ->type_name("LEDGER");
  add_registry_option(app, options->judge);
  add_policies_option(app, options->judge);
  add_ledger_selection(app, options->selection);
  app.add_option("--by", options->bucket,
                 "Pass rate by day or week (default: day up to 92 days, then week)")
      ->type_name("day|week");
  app.add_option("--format", options->format, "text, json, html")
      ->capture_default_str()
      ->type_name("FORMAT");
  add_now_option(app, options->judge);
  return [options] {
    const auto code = run_metrics(*options);
    if (code) return *code;
    const int failed = report_error(code.error());
    // A ledger that does not verify is an answer, not an incomplete scan.
    return code.error().kind == ErrorKind::kCorrupt ? static_cast<int>(kExitUsage) : failed;
  };
}

}  // namespace

extern const Command kMetricsCommand;
const Command kMetricsCommand{
    "metrics", "Measure leaks, owners, rotations, exceptions, policies and coverage",
    "  keyhound metrics --registry owners.yaml\n"
    "  keyhound metrics --registry owners.yaml --format html --output metrics.html\n",
    add_options};

}  // namespace keyhound
