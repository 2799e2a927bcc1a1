// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/turn_recorder.h"

#include <utility>

#include "scanner/bulk/run/report_path.h"

namespace keyhound {
namespace {

// Errors that say something of what is written, and would come again.
bool is_about_content(const Error& error) {
  return error.kind == ErrorKind::kCorrupt || error.kind == ErrorKind::kInternal;
}

TargetReport report_of(const EndedTurn& ended, TargetOutcome outcome) {
  TargetReport report;
  report.name = ended.turn.target.name;
  report.outcome = outcome;
  report.seconds = ended.seconds;
  report.verification = ended.answer.verification;
  return report;
}

TargetFailure internal(const std::string& what, const Error& error) {
  return {"internal", what + ": " + error.message};
}

}  // namespace

Result<TargetReport> TurnRecorder::record(const EndedTurn& ended) const {
  if (ended.answer.outcome == "scanned") return record_scan(ended);
  const bool is_unchanged = ended.answer.outcome == "unchanged";
  return end_target(ended, is_unchanged ? TargetOutcome::kUnchanged : TargetOutcome::kFailed,
                    ended.answer.failure);
}

Result<TargetReport> TurnRecorder::record_scan(const EndedTurn& ended) const {
  const auto result = read_findings(ended.folder + "/" + std::string(kWorkerFindingsFile));
  if (!result) {
    return end_target(ended, TargetOutcome::kFailed,
                      internal("its findings cannot be read", result.error()));
  }
  const WorkerAnswer& answer = ended.answer;
  RecordedScan scan{ended.turn.claim.repository_id,
                    answer.refs_digest,
                    answer.basis,
                    answer.exit_code,
                    ended.seconds,
                    ""};
  if (!output.empty()) {
    scan.report = report_path(ended.turn.target.name);
    const Status moved =
        move_report(ended.folder + "/" + std::string(kWorkerSarifFile), output, scan.report);
    if (!moved) {
      return end_target(ended, TargetOutcome::kFailed,
                        {moved.error().kind == ErrorKind::kLimit ? "disk-full" : "internal",
                         "its report cannot be kept: " + moved.error().message});
    }
  }
  const Status recorded = store.tell("recording a scan", [&](Store& open) {
    return open.record_scan(run_id, scan, *result, now());
  });
  if (!recorded && is_about_content(recorded.error())) {
    return end_target(ended, TargetOutcome::kFailed,
                      internal("the store refuses its findings", recorded.error()));
  }
  if (!recorded) return fail(recorded.error());
  TargetReport report = report_of(ended, TargetOutcome::kScanned);
  report.complete = result->complete();
  KEYHOUND_TRY_STATUS(count_findings(scan.repository_id, report));
  return report;
}

Result<TargetReport> TurnRecorder::end_target(const EndedTurn& ended, TargetOutcome outcome,
                                              const TargetFailure& failure) const {
  const TargetEnd end{ended.turn.claim.repository_id, outcome, failure.reason, failure.message,
                      ended.seconds};
  KEYHOUND_TRY_STATUS(store.tell("recording how a target ended",
                                 [&](Store& open) { return open.end_target(run_id, end, now()); }));
  TargetReport report = report_of(ended, outcome);
  report.reason = failure.reason;
  report.message = failure.message;
  if (outcome == TargetOutcome::kUnchanged)
    KEYHOUND_TRY_STATUS(count_findings(end.repository_id, report));
  return report;
}

Status TurnRecorder::count_findings(std::int64_t repository_id, TargetReport& report) const {
  KEYHOUND_TRY(report.findings, store.ask<FindingCounts>("counting findings", [&](Store& open) {
    return finding_counts(open.database(), repository_id);
  }));
  return {};
}

}  // namespace keyhound
