// SPDX-License-Identifier: Apache-2.0
// The findings as a table (RFC 4180): one line a finding, so that its lines are the findings of
// every other format, and one line a diagnostic. All findings are listed; the column "state" says
// which are open.
#include <array>
#include <optional>

#include "scanner/base/csv_cell.h"
#include "scanner/base/text_encode.h"
#include "scanner/model/liveness_effect.h"
#include "scanner/report/finding_words.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/report_format.h"
#include "scanner/report/sarif/sarif_revisions.h"

namespace keyhound {

namespace {

constexpr std::size_t kColumns = 38;
using Cells = std::array<std::string, kColumns>;

constexpr std::array<std::string_view, kColumns> kHead = {"record",
                                                          "state",
                                                          "baseline",
                                                          "severity",
                                                          "confidence",
                                                          "level",
                                                          "kind",
                                                          "rule_id",
                                                          "title",
                                                          "message",
                                                          "secret",
                                                          "fingerprint",
                                                          "repository",
                                                          "path",
                                                          "part",
                                                          "line",
                                                          "column",
                                                          "commit",
                                                          "committed",
                                                          "author",
                                                          "exposure",
                                                          "places",
                                                          "credential",
                                                          "owner",
                                                          "failed",
                                                          "undecided",
                                                          "waived_by",
                                                          "passed",
                                                          "liveness",
                                                          "tags",
                                                          "what_to_do",
                                                          "liveness_at",
                                                          "liveness_source",
                                                          "liveness_verifier",
                                                          "liveness_host",
                                                          "liveness_status",
                                                          "liveness_reason",
                                                          "severity_before"};

// "##[" and "##vso[" are commands to CI systems that show the table in a log. CSV has no escape for
// them; a blank between the two is one that a reader can still see.
std::string disarmed(std::string text) {
  for (std::size_t at = text.find("##"); at != std::string::npos; at = text.find("##", at))
    text.insert(at + 1, 1, ' ');
  return text;
}

template <class List>
std::string line_of(const List& cells) {
  std::string line;
  for (const auto& cell : cells) {
    if (!line.empty()) line += ',';
    line += csv_cell(disarmed(escape_for_terminal(cell)));
  }
  return line + "\r\n";
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::string finding_line(const Finding& finding) {
  const Occurrence& place = primary_occurrence(finding);
  const CommitInfo& commit = finding.first().commit;
  const Liveness& liveness = finding.liveness;
  const std::optional<Severity> before = severity_before_check(finding);
  return line_of(Cells{"finding",
                       std::string(state_word(finding)),
                       std::string(to_string(finding.baseline_state)),
                       std::string(to_string(finding.severity)),
                       std::string(to_string(finding.confidence)),
                       std::string(to_string(level_of(finding))),
                       std::string(to_string(finding.kind)),
                       finding.rule_id,
                       finding.title,
                       finding.message,
                       finding.secret_redacted,
                       finding.fingerprint.short_form(),
                       finding.repository,
                       place.location.path,
                       std::string(to_string(place.location.part)),
                       std::to_string(place.location.start.line),
                       std::to_string(place.location.start.column),
                       commit.id,
                       commit.id.empty() ? "" : format_timestamp(commit.committed),
                       commit.author,
                       finding.kind == FindingKind::kPolicy ? "" : exposure_words(finding),
                       std::to_string(finding.occurrences.size()),
                       finding.credential.id,
                       owner_words(finding),
                       policies_with(finding, Outcome::kFail),
                       policies_with(finding, Outcome::kError),
                       policies_with(finding, Outcome::kWaived),
                       policies_with(finding, Outcome::kPass),
                       is_told(liveness) ? std::string(to_string(liveness.state)) : "",
                       joined(finding.tags),
                       finding.remedy,
                       liveness.at ? format_timestamp(*liveness.at) : "",
                       liveness.source,
                       liveness.verifier,
                       liveness.host,
                       liveness.status == 0 ? "" : std::to_string(liveness.status),
                       liveness.reason,
                       before ? std::string(to_string(*before)) : ""});
}

std::string diagnostic_line(const Diagnostic& diagnostic) {
  Cells cells;
  cells[0] = "diagnostic";
  cells[1] = diagnostic.incomplete ? "not-read" : "note";
  cells[7] = diagnostic.kind;
  cells[9] = diagnostic.message;
  cells[13] = diagnostic.subject;
  return line_of(cells);
}

void render_csv(const ScanResult& result, const ReportOptions& /*options*/,
                const ReportSink& sink) {
  if (!sink(line_of(kHead))) return;
  for (const Finding& finding : result.findings) {
    if (!sink(finding_line(finding))) return;
  }
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (!sink(diagnostic_line(diagnostic))) return;
  }
}

}  // namespace

extern const ReportFormat kCsvFormat;
const ReportFormat kCsvFormat = {
    "csv", "a table for spreadsheets: one line a finding, one a diagnostic", render_csv};

}  // namespace keyhound
