// SPDX-License-Identifier: Apache-2.0
// GitLab's secret detection report, schema 15.2.4
// (https://gitlab.com/gitlab-org/security-products/security-report-schemas): the artifact
// gl-secret-detection-report.json. GitLab knows no suppressions and would show covered findings as
// open, so they are left out and counted.
#include "scanner/report/gitlab/gitlab_scan.h"
#include "scanner/report/gitlab/gitlab_vulnerability.h"
#include "scanner/report/report_format.h"

namespace keyhound {

namespace {

constexpr std::string_view kSchema =
    "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v15.2.4/dist/"
    "secret-detection-report-format.json";

void render_gitlab(const ScanResult& result, const ReportOptions& /*options*/,
                   const ReportSink& sink) {
  JsonStream out(sink);
  out.begin_object();
  out.member("version", "15.2.4");
  out.member("schema", kSchema);
  write_gitlab_scan(out, result);
  out.begin_array("vulnerabilities");
  for (const Finding& finding : result.findings) {
    if (finding.is_open()) out.element(gitlab_vulnerability(finding, result));
    if (!out.ok()) return;
  }
  out.end_array();
  out.end_object();
  out.finish();
}

}  // namespace

extern const ReportFormat kGitlabFormat;
const ReportFormat kGitlabFormat = {
    "gitlab", "GitLab secret detection report 15.2.4, without what exceptions or baselines cover",
    render_gitlab};

}  // namespace keyhound
