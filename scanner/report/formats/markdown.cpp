// SPDX-License-Identifier: Apache-2.0
// The Markdown report: for step summaries and comments on pull requests. Numbers first, then a
// table of the open findings, then what is folded away. At most kMarkdownLimit bytes.
#include "scanner/report/markdown/markdown_sections.h"
#include "scanner/report/report_format.h"

namespace keyhound {

namespace {

void render_markdown(const ScanResult& result, const ReportOptions& /*options*/,
                     const ReportSink& sink) {
  MarkdownPage page(sink);
  const std::vector<const Finding*> findings = markdown_order(result);
  write_markdown_summary(page, result);
  if (!findings.empty()) write_markdown_table(page, findings);
  write_markdown_policies(page, result);
  write_markdown_diagnostics(page, result);
  if (!findings.empty()) write_markdown_details(page, findings);
}

}  // namespace

extern const ReportFormat kMarkdownFormat;
const ReportFormat kMarkdownFormat = {
    "markdown", "Markdown of at most 1 MB, for step summaries and comments on pull requests",
    render_markdown};

}  // namespace keyhound
