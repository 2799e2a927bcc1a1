// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/bulk_judgement.h"

#include <algorithm>
#include <utility>

#include "scanner/cli/bulk/scan_arguments.h"
#include "scanner/cli/judge.h"
#include "scanner/cli/ledger_run.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/scan_run.h"
#include "scanner/store/store.h"

namespace keyhound {
namespace {

constexpr const char* kKind = "bulk";  // of the run, in the ledger
constexpr const char* kStarted = "run.started";
constexpr const char* kFinished = "run.finished";

// What both steps need.
struct Court {
  Store store;
  RunSummary run;
  ScanOptions options;
  Judge judge;
  LedgerRun ledger;
};

// The options of the scans, with what the configuration of --config adds.
Result<ScanOptions> options_of(const JudgeJob& job) {
  KEYHOUND_TRY(BulkScanOptions read, read_scan_arguments(job.scan_arguments));
  ScanOptions options = std::move(read.scan);
  std::vector<ScanRequest> requests(1);
  KEYHOUND_TRY_STATUS(apply_configuration(options.configuration.chosen.value_or(Configuration()),
                                          options, requests));
  options.fail_on_level = job.fail_on_level;
  options.ledger.ledger = job.ledger;
  options.ledger.signing_key = job.signing_key;
  options.ledger.has_now = !options.judge.now.empty();
  return options;
}

Result<Court> open_court(const JudgeJob& job) {
  KEYHOUND_TRY(ScanOptions options, options_of(job));
  KEYHOUND_TRY(Judge judge, Judge::create(options.judge, "."));
  KEYHOUND_TRY(const auto key, signing_key_of(options.ledger.signing_key));
  KEYHOUND_TRY(LedgerRun ledger,
               LedgerRun::open(options.ledger, key, judge, ledger_run_id(job.run_key)));
  KEYHOUND_TRY(Store store, Store::open(job.store, StoreAccess::kWrite));
  auto run = store.find_run(job.run_key);
  if (!run) return fail(run.error().within("run " + job.run_key));
  return Court{std::move(store), std::move(*run), std::move(options), std::move(judge),
               std::move(ledger)};
}

Status link(Court& court, const char* type, const std::optional<EventPlace>& place) {
  if (!place) return {};
  return court.store.link_evidence(court.run.id, court.options.ledger.ledger, type,
                                   court.ledger.recorder()->run(),
                                   static_cast<std::int64_t>(place->seq), place->hash);
}

Status start_evidence(Court& court) {
  const RunRecorder* const recorder = court.ledger.recorder();
  if (recorder == nullptr) return {};
  if (!recorder->started()) {
    KEYHOUND_TRY(const RuleSet rules, load_rule_set(court.options.rules));
    KEYHOUND_TRY_STATUS(
        court.ledger.start(rules.digest, "run " + court.run.run_key, kKind, court.judge));
  }
  return link(court, kStarted, recorder->started());
}

BulkCoverage coverage_of(const Coverage& coverage, std::vector<std::string> read_repositories) {
  const auto count = [](std::int64_t number) { return static_cast<std::uint64_t>(number); };
  BulkCoverage bulk;
  bulk.planned = count(coverage.counts.planned);
  bulk.scanned = count(coverage.counts.scanned);
  bulk.unchanged = count(coverage.counts.unchanged);
  bulk.failed = count(coverage.counts.failed);
  bulk.excluded = count(coverage.counts.excluded);
  bulk.pending = count(coverage.counts.pending);
  bulk.complete = coverage.complete();
  bulk.read_repositories = std::move(read_repositories);
  return bulk;
}

Status finish_evidence(Court& court, const ScanResult& result, const Coverage& coverage,
                       std::vector<std::string> read_repositories, int exit_code) {
  const RunRecorder* const recorder = court.ledger.recorder();
  if (recorder == nullptr) return {};
  if (!recorder->finished()) {
    const BulkCoverage bulk = coverage_of(coverage, std::move(read_repositories));
    KEYHOUND_TRY_STATUS(court.ledger.finish(result, court.judge, exit_code, &bulk));
  }
  return link(court, kFinished, recorder->finished());
}

JudgeAnswer answer_of(const ScanResult& result, const ReportThresholds& thresholds,
                      bool is_complete) {
  JudgeAnswer answer;
  for (const Finding& finding : result.findings) {
    if (finding.kind != FindingKind::kPolicy) ++answer.findings;
    if (reaches(finding, thresholds)) ++answer.failed;
  }
  for (const PolicyCounts& counts : result.assessment->counts)
    answer.verdicts_failed += counts.of(Outcome::kFail);
  answer.complete = is_complete;
  answer.exit_code = answer.failed > 0 ? kExitFindings : is_complete ? kExitClean : kExitIncomplete;
  return answer;
}

Result<JudgeAnswer> finish(Court& court) {
  KEYHOUND_TRY(const ReportThresholds thresholds, thresholds_of(court.options));
  KEYHOUND_TRY(const ScannedRepositories scanned, court.store.scanned_repositories());
  KEYHOUND_TRY(const Coverage coverage, court.store.coverage(court.run.id));
  KEYHOUND_TRY(ScanResult result, court.store.load_findings());
  // Evidence is about the run that was asked for, however late its judgement comes.
  KEYHOUND_TRY_STATUS(start_evidence(court));
  court.judge.apply(result, std::max<std::size_t>(scanned.names.size(), 1), scanned.inventoried);
  KEYHOUND_TRY_STATUS(
      court.store.record_judgement(court.run.id, result, court.judge.policies().infos(), now()));
  const JudgeAnswer answer = answer_of(result, thresholds, coverage.complete());
  KEYHOUND_TRY_STATUS(finish_evidence(court, result, coverage, scanned.complete, answer.exit_code));
  return answer;
}

}  // namespace

Result<JudgeAnswer> judge_run(const JudgeJob& job) {
  if (job.step == JudgeStep::kStart && job.ledger.empty()) return JudgeAnswer();
  KEYHOUND_TRY(Court court, open_court(job));
  if (job.step == JudgeStep::kFinish) return finish(court);
  KEYHOUND_TRY_STATUS(start_evidence(court));
  return JudgeAnswer();
}

}  // namespace keyhound
