// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>

#include "scanner/base/huge_heap.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/ledger_run.h"
#include "scanner/cli/progress_bar.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/scan_options.h"
#include "scanner/cli/scan_run.h"
#include "scanner/cli/timings_report.h"

namespace keyhound {
namespace {

// Address space for the heap of a scan of history: more than most need.
constexpr std::size_t kHistoryHeap = std::size_t{512} << 20U;

bool reads_history(ScanMode mode) {
  return mode == ScanMode::kEverything || mode == ScanMode::kHistoryOnly;
}

// The options, the scan, the judgement, the reports.
Result<int> scan_and_report(ScanOptions& options) {
  KEYHOUND_TRY(const ScanRequest request, request_of(options));
  KEYHOUND_TRY(const ReportThresholds thresholds, thresholds_of(options));
  KEYHOUND_TRY(const auto outputs, resolve_outputs(options.format, options.outputs));
  KEYHOUND_TRY(const RuleEngine engine, make_engine(options.rules));
  KEYHOUND_TRY(Judge judge, Judge::create(options.judge, options.target));
  KEYHOUND_TRY(const auto key, signing_key_of(options.ledger.signing_key));
  options.ledger.has_now = !options.judge.now.empty();
  KEYHOUND_TRY(LedgerRun ledger, LedgerRun::open(options.ledger, key, judge));
  KEYHOUND_TRY(const ScanContext context, make_scan_context(engine));

  KEYHOUND_TRY_STATUS(ledger.start(engine.rules().digest, options.target,
                                   std::string(kind_name(request.mode)), judge));
  const auto progress = ProgressBar::create(!options.no_progress);
  ScanRequest with_progress = request;
  with_progress.progress = progress.get();
  if (reads_history(request.mode)) grow_heap_in_huge_pages(kHistoryHeap);
  KEYHOUND_TRY(ScanResult result, run_scan(context, with_progress));
  if (progress) progress->clear();

  const auto scanned = std::chrono::steady_clock::now();
  drop_below(thresholds.confidence, result);
  if (!options.repository.empty()) result.scan.repository = options.repository;
  judge.apply(result);
  const int code = exit_code_for(result, thresholds);
  KEYHOUND_TRY_STATUS(
      write_reports(result, outputs, {options.color, options.max_occurrences, seal_with(key)}));
  KEYHOUND_TRY_STATUS(ledger.finish(result, judge, code));
  if (options.with_timings) {
    const auto reported = std::chrono::steady_clock::now() - scanned;
    print_timings(result, std::chrono::duration<double>(reported).count());
  }
  return code;
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<ScanOptions>();
  add_scan_options(app, *options);
  return [options] {
    const auto code = scan_and_report(*options);
    return code ? *code : report_error(code.error());
  };
}

}  // namespace

extern const Command kScanCommand;
const Command kScanCommand{
    "scan", "Find credentials in a repository, directory, file or standard input",
    "  keyhound scan .                              history, index and work tree of the repository "
    "here\n"
    "  keyhound scan --staged                       what the next commit would add (pre-commit "
    "hook)\n"
    "  keyhound scan --range origin/main..HEAD      what a branch adds (pull request)\n"
    "  keyhound scan --tree-only src                files only\n"
    "  keyhound scan --archives .                   also what stands in zip, tar, 7z and other "
    "archives\n"
    "  git show HEAD:config.env | keyhound scan -   standard input\n"
    "  keyhound scan . --registry owners.yaml --output sarif=keyhound.sarif --output "
    "json=keyhound.json\n",
    add_options};

}  // namespace keyhound
