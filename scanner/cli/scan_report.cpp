// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/scan_report.h"

#include <algorithm>
#include <chrono>

#include "scanner/base/huge_heap.h"
#include "scanner/base/process_end.h"
#include "scanner/cli/crew.h"
#include "scanner/cli/end_process.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/forbidden_files.h"
#include "scanner/cli/gitleaks_run.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/ledger_run.h"
#include "scanner/cli/progress_bar.h"
#include "scanner/cli/raised_checks.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/cli/run_baseline.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/scan_run.h"
#include "scanner/cli/timings_report.h"
#include "scanner/pipelines/inventory/reference_list.h"
#include "scanner/scan/joined_scan.h"
#include "scanner/scan/pipeline_findings.h"

namespace keyhound {
namespace {

// Address space for the heap of a scan of history: more than most need.
constexpr std::size_t kHistoryHeap = std::size_t{512} << 20U;
// The same for the facts of pipeline definitions.
constexpr std::size_t kDefinitionsHeap = std::size_t{64} << 20U;

bool reads_history(ScanMode mode) {
  return mode == ScanMode::kEverything || mode == ScanMode::kHistoryOnly;
}

// The name of the run's kind, as results have it.
std::string kind_of(const ScanRequest& request) {
  return request.pipelines_only ? std::string(kPipelinesKind)
                                : std::string(kind_name(request.mode));
}

std::vector<std::string> targets_of(const std::vector<ScanRequest>& requests) {
  std::vector<std::string> targets;
  for (const ScanRequest& request : requests) targets.push_back(request.target);
  return targets;
}

// Whether what an allowlist did not drop now is not there at all.
bool sees_everything(const std::vector<ScanRequest>& requests) {
  const ScanRequest& first = requests.front();
  return requests.size() == 1 && first.mode == ScanMode::kEverything && first.state_file.empty();
}

// Whether what a baseline has and the run does not is of no use any more.
bool covers_baseline(const ScanOptions& options, const std::vector<ScanRequest>& requests) {
  const ScanRequest& request = requests.front();
  return requests.size() == 1 && request.mode == ScanMode::kEverything &&
         request.checks_pipelines && !request.pipelines_only && !options.rules.no_default_rules;
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

// null: not asked for.
Result<std::shared_ptr<const GitleaksRules>> gitleaks_rules_of(const ScanOptions& options) {
  if (options.gitleaks_config.empty()) return nullptr;
  if (!options.state_file.empty()) {
    return fail(ErrorKind::kUsage,
                "--gitleaks-config and --state exclude each other: what gitleaks asks of a whole "
                "text is not remembered");
  }
  return load_gitleaks_rules(options.gitleaks_config);
}

// What policies make of the checks of pipeline definitions, also of a run that judges nothing.
Status raise_checks(const ScanOptions& options, const Judge& judge,
                    std::vector<ScanRequest>& requests) {
  const bool has_checks =
      std::any_of(requests.begin(), requests.end(),
                  [](const ScanRequest& request) { return request.checks_pipelines; });
  if (!options.judges && !has_checks) return {};
  KEYHOUND_TRY(const RaisedChecks raised, options.judges
                                              ? raised_checks(judge.policies().checks())
                                              : load_raised_checks(options.judge.policies));
  for (ScanRequest& request : requests) request.raised_checks = raised;
  return {};
}

// Where reports go; what configuration and command line say is checked in any case.
Result<std::vector<ReportOutput>> outputs_of(const ScanOptions& options, const ScanSteps& steps) {
  KEYHOUND_TRY(auto outputs, resolve_outputs(options.format, options.outputs));
  if (steps.outputs) return *steps.outputs;
  if (steps.tells_instead_of_text && options.format.empty()) {
    std::erase_if(outputs, [](const ReportOutput& output) {
      return output.path.empty() && output.format->name == "text";
    });
  }
  return outputs;
}

// Whether somebody may look at the rules of the result: to read all of them takes longer than to
// scan a few files.
bool looks_at_rules(const ScanOptions& options, const ScanSteps& steps,
                    const std::vector<ReportOutput>& outputs) {
  if (steps.keeper != nullptr || steps.scan || steps.on_scanned || steps.on_judged ||
      steps.on_reported) {
    return true;
  }
  return !options.on_result &&
         std::any_of(outputs.begin(), outputs.end(),
                     [](const ReportOutput& output) { return output.format->name != "text"; });
}

}  // namespace

Result<int> scan_and_report(ScanOptions& options, std::vector<ScanRequest> requests,
                            const ScanSteps& steps) {
  KEYHOUND_TRY(const Configuration configuration,
               configuration_for(options.configuration, targets_of(requests)));
  KEYHOUND_TRY_STATUS(apply_configuration(configuration, options, requests));
  KEYHOUND_TRY(const ReportThresholds thresholds, thresholds_of(options));
  KEYHOUND_TRY(const auto outputs, outputs_of(options, steps));
  KEYHOUND_TRY(options.rules.gitleaks, gitleaks_rules_of(options));
  const GitleaksRules* const gitleaks = options.rules.gitleaks.get();
  KEYHOUND_TRY(const RuleEngine engine, make_engine(options.rules));
  if (!configuration.sources.empty())
    KEYHOUND_TRY_STATUS(check_configuration(configuration, engine.rules()));
  KEYHOUND_TRY(Judge judge, options.judges ? Judge::create(options.judge, options.target)
                                           : Judge::idle(options.judge));
  KEYHOUND_TRY_STATUS(raise_checks(options, judge, requests));
  KEYHOUND_TRY(const auto key, signing_key_of(options.ledger.signing_key));
  options.ledger.has_now = !options.judge.now.empty();
  KEYHOUND_TRY(LedgerRun ledger, LedgerRun::open(options.ledger, key, judge));
  KEYHOUND_TRY(const auto baseline, RunBaseline::load(options.baseline, options.target));
  ScanSettings settings = settings_of(configuration, judge.now());
  settings.reads_comments = !options.no_inline_comments;
  settings.keeper = steps.keeper;
  if (gitleaks != nullptr) add_gitleaks_settings(*gitleaks, settings);
  KEYHOUND_TRY(const ScanContext context, make_scan_context(engine, std::move(settings)));

  KEYHOUND_TRY_STATUS(
      ledger.start(engine.common().digest, options.target, kind_of(requests.front()), judge));
  const auto progress = ProgressBar::create(!options.no_progress);
  for (ScanRequest& request : requests) {
    request.progress = progress.get();
    request.names_rules = looks_at_rules(options, steps, outputs);
  }
  if (reads_history(requests.front().mode)) {
    grow_heap_in_huge_pages(kHistoryHeap);
  } else if (requests.front().pipelines_only) {
    grow_heap_in_huge_pages(kDefinitionsHeap);
  }
  KEYHOUND_TRY(ScanResult result, steps.scan ? steps.scan(context) : run_scans(context, requests));
  if (gitleaks != nullptr)
    KEYHOUND_TRY_STATUS(apply_gitleaks(*gitleaks, context, requests, result));
  if (!steps.scan)
    KEYHOUND_TRY_STATUS(add_forbidden_files(configuration, context, requests, result));
  if (progress) progress->clear();

  const auto scanned = std::chrono::steady_clock::now();
  tell_configuration(configuration, context, options.target, sees_everything(requests), result);
  if (baseline) baseline->accept(context, covers_baseline(options, requests), result);
  prepare(options, thresholds, result);
  if (steps.on_scanned) {
    KEYHOUND_TRY(const std::optional<int> end, steps.on_scanned(context, result));
    if (end) return *end;
  }
  if (options.judges) judge.apply(result);
  if (steps.on_judged) {
    KEYHOUND_TRY_STATUS(
        steps.on_judged({context, judge, requests.front(), thresholds.confidence, result}));
  }
  const int code = steps.exit_code ? steps.exit_code(result, exit_code_for(result, thresholds))
                                   : exit_code_for(result, thresholds);
  KEYHOUND_TRY_STATUS(options.on_result
                          ? options.on_result(result, thresholds, code)
                          : write_reports(result, outputs,
                                          {options.color, options.max_occurrences, seal_with(key),
                                           options.show_accepted, crew_of(options.threads)}));
  if (steps.on_reported) KEYHOUND_TRY_STATUS(steps.on_reported(result));
  KEYHOUND_TRY_STATUS(ledger.finish(result, judge, code));
  if (options.with_timings) {
    const auto reported = std::chrono::steady_clock::now() - scanned;
    print_timings(result, std::chrono::duration<double>(reported).count());
  }
  if (ends_without_freeing()) end_process(code);
  return code;
}

}  // namespace keyhound
