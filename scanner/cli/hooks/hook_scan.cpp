// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/hook_scan.h"

#include <fmt/format.h>

#include <cstdio>
#include <set>
#include <utility>

#include "scanner/cli/hooks/hook_text.h"
#include "scanner/cli/scan_report.h"
#include "scanner/model/scan_result.h"

namespace keyhound {
namespace {

// Those that make the exit code 1.
std::vector<const Finding*> stopping(const ScanResult& result, const ReportThresholds& thresholds) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : result.findings) {
    if (thresholds.severity && finding.severity >= *thresholds.severity && finding.is_open())
      findings.push_back(&finding);
  }
  return findings;
}

std::map<std::string, std::size_t> by_commit(const std::vector<const Finding*>& findings) {
  std::map<std::string, std::size_t> counts;
  for (const Finding* finding : findings) {
    std::set<std::string> commits;
    for (const Occurrence& place : finding->occurrences) commits.insert(place.commit.id);
    for (const std::string& commit : commits) ++counts[commit];
  }
  return counts;
}

}  // namespace

ScanOptions hook_scan_options(const HookRunOptions& options, const std::string& target) {
  ScanOptions scan;
  scan.target = target;
  scan.no_progress = true;
  scan.no_pipelines = !options.pipelines;
  scan.judges = false;
  return scan;
}

Result<HookScan> scan_for_hook(HookKind kind, ScanOptions scan, ScanRequest request,
                               const LedgerName& ledger, const AfterScan& after) {
  HookScan outcome;
  scan.on_result = [&](const ScanResult& result, const ReportThresholds& thresholds,
                       int code) -> Status {
    outcome.code = code;
    const auto findings = stopping(result, thresholds);
    outcome.findings_by_commit = by_commit(findings);
    fmt::print(stderr, "{}", hook_report(kind, result, findings));
    if (!findings.empty()) fmt::print(stderr, "{}", hook_advice(kind, result, findings, ledger()));
    if (after) after(outcome);
    return {};
  };
  KEYHOUND_TRY(outcome.code, scan_and_report(scan, {std::move(request)}));
  return outcome;
}

}  // namespace keyhound
