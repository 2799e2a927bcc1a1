// SPDX-License-Identifier: Apache-2.0
// SARIF as GitHub code scanning takes it: within its limits, and without waived findings, which it
// would show as open alerts.
#include "scanner/report/report_format.h"
#include "scanner/report/sarif/sarif_run.h"

namespace keyhound {

namespace {

void render_sarif_github(const ScanResult& result, const ReportOptions& /*options*/,
                         const ReportSink& sink) {
  render_sarif_log(result, kGithubSarif, sink);
}

}  // namespace

extern const ReportFormat kSarifGithubFormat;
const ReportFormat kSarifGithubFormat = {
    "sarif-github", "SARIF 2.1.0 for GitHub code scanning, within its limits and without waived",
    render_sarif_github};

}  // namespace keyhound
