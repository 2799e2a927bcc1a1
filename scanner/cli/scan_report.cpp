// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/scan_report.h"

#include <algorithm>
#include <chrono>

#include "scanner/base/huge_heap.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/ledger_run.h"
#include "scanner/cli/progress_bar.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/scan_run.h"
#include "scanner/cli/timings_report.h"
#include "scanner/pipelines/inventory/reference_list.h"
#include "scanner/scan/joined_scan.h"
#include "scanner/scan/pipeline_findings.h"

namespace keyhound {
namespace {

// Address space for the heap of a scan of history: more than most need.
constexpr std::size_t kHistoryHeap = std::size_t{512} << 20U;

bool reads_history(ScanMode mode) {
  return mode == ScanMode::kEverything || mode == ScanMode::kHistoryOnly;
}

// The name of the run's kind, as results have it.
std::string kind_of(const ScanRequest& request) {
  return request.pipelines_only ? std::string(kPipelinesKind)
                                : std::string(kind_name(request.mode));
}

// What the judgement needs to know beside what the scan found.
void prepare(const ScanOptions& options, const ReportThresholds& thresholds, ScanResult& result) {
  drop_below(thresholds.confidence, result);
  fold_literals(result.findings);
  if (!options.repository.empty()) result.scan.repository = options.repository;
  if (result.scan.repository.empty())
    result.scan.repository = repository_name(result.scan.repository_uri);
  if (result.references) name_secrets(*result.references, result.scan.repository);
}

}  // namespace

Result<int> scan_and_report(ScanOptions& options, std::vector<ScanRequest> requests) {
  KEYHOUND_TRY(const ReportThresholds thresholds, thresholds_of(options));
  KEYHOUND_TRY(const auto outputs, resolve_outputs(options.format, options.outputs));
  KEYHOUND_TRY(const RuleEngine engine, make_engine(options.rules));
  KEYHOUND_TRY(Judge judge, options.judges ? Judge::create(options.judge, options.target)
                                           : Judge::idle(options.judge));
  KEYHOUND_TRY(const auto key, signing_key_of(options.ledger.signing_key));
  options.ledger.has_now = !options.judge.now.empty();
  KEYHOUND_TRY(LedgerRun ledger, LedgerRun::open(options.ledger, key, judge));
  KEYHOUND_TRY(const ScanContext context, make_scan_context(engine));

  KEYHOUND_TRY_STATUS(
      ledger.start(engine.rules().digest, options.target, kind_of(requests.front()), judge));
  const auto progress = ProgressBar::create(!options.no_progress);
  for (ScanRequest& request : requests) request.progress = progress.get();
  if (reads_history(requests.front().mode)) grow_heap_in_huge_pages(kHistoryHeap);
  KEYHOUND_TRY(ScanResult result, run_scans(context, requests));
  if (progress) progress->clear();

  const auto scanned = std::chrono::steady_clock::now();
  prepare(options, thresholds, result);
  if (options.judges) judge.apply(result);
  const int code = exit_code_for(result, thresholds);
  KEYHOUND_TRY_STATUS(
      options.on_result ? options.on_result(result, thresholds, code)
                        : write_reports(result, outputs,
                                        {options.color, options.max_occurrences, seal_with(key)}));
  KEYHOUND_TRY_STATUS(ledger.finish(result, judge, code));
  if (options.with_timings) {
    const auto reported = std::chrono::steady_clock::now() - scanned;
    print_timings(result, std::chrono::duration<double>(reported).count());
  }
  return code;
}

}  // namespace keyhound
