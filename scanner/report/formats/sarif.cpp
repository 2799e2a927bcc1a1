// SPDX-License-Identifier: Apache-2.0
// SARIF with everything: results with their properties, suppressions, passed policies, taxonomies
// and the trees of older commits.
#include "scanner/report/report_format.h"
#include "scanner/report/sarif/sarif_run.h"

namespace keyhound {

namespace {

void render_sarif(const ScanResult& result, const ReportOptions& /*options*/,
                  const ReportSink& sink) {
  render_sarif_log(result, kFullSarif, sink);
}

}  // namespace

extern const ReportFormat kSarifFormat;
const ReportFormat kSarifFormat = {
    "sarif", "SARIF 2.1.0 with everything, for viewers, archives and auditors", render_sarif};

}  // namespace keyhound
