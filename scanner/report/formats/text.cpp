// SPDX-License-Identifier: Apache-2.0
// The text report: what a person wants to see. Findings first, then what the run itself has to say,
// and the summary last, where a terminal shows it.
#include "scanner/report/report_format.h"
#include "scanner/report/text/candidate_text.h"
#include "scanner/report/text/finding_text.h"
#include "scanner/report/text/summary_text.h"
#include "scanner/report/text/text_page.h"

namespace keyhound {

namespace {

void render_text(const ScanResult& result, const ReportOptions& options, const ReportSink& sink) {
  TextPage page(options, sink);
  for (const Finding& finding : result.findings) {
    if (finding.accepted && !options.shows_accepted) continue;
    write_finding(page, finding);
    if (!page.ok()) return;
  }
  if (result.candidates) write_candidates(page, *result.candidates);
  for (const Diagnostic& diagnostic : result.diagnostics) write_diagnostic(page, diagnostic);
  if (!options.shows_accepted) write_accepted(page, result);
  write_summary(page, result);
  page.finish();
}

}  // namespace

extern const ReportFormat kTextFormat;
const ReportFormat kTextFormat = {"text", "findings, verdicts and remedies for people",
                                  render_text};

}  // namespace keyhound
