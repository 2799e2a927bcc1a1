// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/baseline_scan.h"

#include <fmt/format.h>

#include <cstdio>

#include "scanner/base/text_encode.h"
#include "scanner/cli/scan_run.h"
#include "scanner/scan/joined_scan.h"
#include "scanner/scan/pipeline_findings.h"

namespace keyhound {

Result<BaselineScan> BaselineScan::run(const ScanOptions& options) {
  KEYHOUND_TRY(const ScanRequest request, request_of(options));
  KEYHOUND_TRY(const ReportThresholds thresholds, thresholds_of(options));
  BaselineScan scan;
  KEYHOUND_TRY(RuleEngine engine, make_engine(options.rules));
  scan.engine_ = std::make_unique<RuleEngine>(std::move(engine));
  ScanSettings settings;
  settings.reads_comments = !options.no_inline_comments;
  KEYHOUND_TRY(settings.now, time_of(options.judge.now));
  KEYHOUND_TRY(ScanContext context, make_scan_context(*scan.engine_, std::move(settings)));
  scan.context_ = std::make_unique<ScanContext>(std::move(context));
  KEYHOUND_TRY(scan.result_, run_scans(*scan.context_, {&request, 1}));
  drop_below(thresholds.confidence, scan.result_);
  fold_literals(scan.result_.findings);
  for (const Diagnostic& diagnostic : scan.result_.diagnostics) {
    if (!diagnostic.incomplete) continue;
    fmt::print(stderr, "keyhound: {}: {}\n", escape_for_terminal(diagnostic.subject),
               escape_for_terminal(diagnostic.message));
  }
  return scan;
}

}  // namespace keyhound
