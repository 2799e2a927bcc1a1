// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/ci_comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "scanner/cli/scan_run.h"
#include "scanner/pipelines/inventory/reference_list.h"
#include "scanner/scan/pipeline_findings.h"
#include "scanner/scan/scan_session.h"

namespace keyhound {
namespace {

using FindingKey = std::pair<std::string, std::string>;  // rule, fingerprint

FindingKey key_of(const Finding& finding) {
  return {finding.rule_id, finding.fingerprint.short_form()};
}

Result<ScanResult> scan_base(const ScanContext& context, const Judge& judge,
                             const BaseComparison& comparison, const ScanResult& result) {
  ScanRequest request = comparison.request;
  request.mode = ScanMode::kCommit;
  request.revision = comparison.base;
  request.explain = false;
  request.with_timings = false;
  request.progress = nullptr;
  KEYHOUND_TRY(ScanResult base, run_scan(context, request));
  drop_below(comparison.confidence, base);
  fold_literals(base.findings);
  base.scan.repository = result.scan.repository;
  if (base.references) name_secrets(*base.references, base.scan.repository);
  judge.apply(base);
  return base;
}

// Then a finding may be called new that is not; never the other way round.
void note_unread(const ScanResult& base, ScanResult& result) {
  const auto unread = std::count_if(base.diagnostics.begin(), base.diagnostics.end(),
                                    [](const Diagnostic& one) { return one.incomplete; });
  if (unread == 0) return;
  result.diagnostics.push_back(
      {"base-incomplete", base.scan.head,
       fmt::format("{} of the base could not be read, so that a finding may be called new which it "
                   "has already",
                   unread == 1 ? "one thing" : fmt::format("{} things", unread)),
       false});
}

}  // namespace

Status compare_with_base(const ScanContext& context, const Judge& judge,
                         const BaseComparison& comparison, ScanResult& result) {
  result.scan.base = comparison.base;
  if (result.findings.empty()) return {};
  KEYHOUND_TRY(const ScanResult base, scan_base(context, judge, comparison, result));
  note_unread(base, result);
  std::set<FindingKey> known;
  for (const Finding& finding : base.findings) known.insert(key_of(finding));
  for (Finding& finding : result.findings) {
    const bool is_judged_anew = finding.kind == FindingKind::kPolicy && comparison.changes_judging;
    const bool is_old = !is_judged_anew && known.contains(key_of(finding));
    finding.baseline_state = is_old ? BaselineState::kUnchanged : BaselineState::kNew;
  }
  return {};
}

}  // namespace keyhound
