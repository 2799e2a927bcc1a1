// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/baseline_scan.h"

#include <fmt/format.h>

#include <cstdio>

#include "scanner/base/text_encode.h"
#include "scanner/cli/forbidden_files.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/scan_run.h"
#include "scanner/scan/joined_scan.h"
#include "scanner/scan/pipeline_findings.h"

namespace keyhound {

Result<BaselineScan> BaselineScan::run(ScanOptions options) {
  KEYHOUND_TRY(const ScanRequest request, request_of(options));
  KEYHOUND_TRY(const Configuration configuration,
               configuration_for(options.configuration, {options.target}));
  std::vector<ScanRequest> requests = {request};
  KEYHOUND_TRY_STATUS(apply_configuration(configuration, options, requests));
  KEYHOUND_TRY(const ReportThresholds thresholds, thresholds_of(options));
  BaselineScan scan;
  KEYHOUND_TRY(RuleEngine engine, make_engine(options.rules));
  scan.engine_ = std::make_unique<RuleEngine>(std::move(engine));
  KEYHOUND_TRY_STATUS(check_configuration(configuration, scan.engine_->rules()));
  KEYHOUND_TRY(const Timestamp now, time_of(options.judge.now));
  ScanSettings settings = settings_of(configuration, now);
  settings.reads_comments = !options.no_inline_comments;
  KEYHOUND_TRY(ScanContext context, make_scan_context(*scan.engine_, std::move(settings)));
  scan.context_ = std::make_unique<ScanContext>(std::move(context));
  KEYHOUND_TRY(scan.result_, run_scans(*scan.context_, requests));
  KEYHOUND_TRY_STATUS(add_forbidden_files(configuration, *scan.context_, requests, scan.result_));
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
