// SPDX-License-Identifier: Apache-2.0
// GitLab's Code Quality report (https://docs.gitlab.com/ci/testing/code_quality/): a list of
// issues, one for each open finding. It has no other place for what the run says about itself, so
// that is issues too.
#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/report/finding_tally.h"
#include "scanner/report/finding_words.h"
#include "scanner/report/json_stream.h"
#include "scanner/report/liveness_words.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/sarif_message.h"
#include "scanner/report/sarif/sarif_revisions.h"

namespace keyhound {

namespace {

constexpr std::size_t kMaxDescription = 1000;

std::string_view quality_severity(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return "blocker";
    case Severity::kHigh:
      return "critical";
    case Severity::kMedium:
      return "major";
    case Severity::kLow:
      return "minor";
    case Severity::kInfo:
      break;
  }
  return "info";
}

std::string mark_of(const std::vector<std::uint8_t>& key, std::string_view kind,
                    std::initializer_list<std::string_view> parts) {
  std::string text = fmt::format("keyhound code quality/v1 {}", kind);
  for (const std::string_view part : parts) {
    text += '\0';
    text += part;
  }
  const Sha256Digest mac = hmac_sha256(key, text);
  return to_hex(std::span(mac).first(16));
}

// GitLab opens the path as a file, so texts that no file holds get their kind as a name.
std::string path_of(const Location& place) {
  if (!is_in_file(place)) return std::string(to_string(place.part));
  return place.path.empty() ? "stdin" : escape_for_terminal(place.path);
}

Json issue(std::string_view description, std::string_view check, std::string fingerprint,
           std::string_view severity, const std::string& path, std::uint64_t line) {
  Json location = {{"path", path.empty() ? "." : path}};
  location["lines"]["begin"] = std::max<std::uint64_t>(line, 1);
  return {{"description", shorten(description, kMaxDescription)},
          {"check_name", check},
          {"fingerprint", std::move(fingerprint)},
          {"severity", severity},
          {"location", std::move(location)}};
}

Json finding_issue(const Finding& finding) {
  const Location& place = primary_occurrence(finding).location;
  std::string text =
      finding.kind == FindingKind::kSecret
          ? fmt::format("{} {} {}", finding.title, finding.secret_redacted, exposure_words(finding))
          : sentence_of(finding);
  text = as_sentence(std::move(text));
  if (const std::string owner = owner_words(finding); !owner.empty())
    text += " Owner: " + owner + ".";
  if (const std::string verdicts = verdict_words(finding); !verdicts.empty())
    text += " Policies: " + verdicts + ".";
  if (const std::string liveness = liveness_words(finding); !liveness.empty())
    text += " Liveness: " + as_sentence(liveness);
  if (finding.is_documentation) text += " It is a published sample value, no leak.";
  return issue(escape_for_terminal(text), to_valid_utf8(finding.rule_id),
               mark_of(finding.fingerprint.mac, "finding",
                       {finding.rule_id, place.path, finding.repository}),
               quality_severity(finding.severity), path_of(place), place.start.line);
}

Json diagnostic_issue(const Diagnostic& diagnostic) {
  const std::string text = fmt::format("{}{}: {}", diagnostic.incomplete ? "Not read: " : "",
                                       diagnostic.subject, diagnostic.message);
  return issue(escape_for_terminal(text), to_valid_utf8(diagnostic.kind),
               mark_of({}, "diagnostic", {diagnostic.kind, diagnostic.subject, diagnostic.message}),
               diagnostic.incomplete ? "major" : "info", escape_for_terminal(diagnostic.subject),
               1);
}

// Where the first finding stands that is covered: the line of the registry or the leak itself.
void write_covered(JsonStream& out, const ScanResult& result) {
  const std::string text = describe_covered(tally_of(result));
  if (text.empty()) return;
  const auto covered = std::find_if(result.findings.begin(), result.findings.end(),
                                    [](const Finding& finding) { return !finding.is_open(); });
  const Location& place = primary_occurrence(*covered).location;
  out.element(issue(text + " left out of this report; the JSON report holds all.",
                    "findings-left-out", mark_of({}, "covered", {text}), "info", path_of(place),
                    place.start.line));
}

void render_gitlab_codequality(const ScanResult& result, const ReportOptions& /*options*/,
                               const ReportSink& sink) {
  JsonStream out(sink);
  out.begin_document_array();
  for (const Finding& finding : result.findings) {
    if (finding.is_open()) out.element(finding_issue(finding));
    if (!out.ok()) return;
  }
  for (const Diagnostic& diagnostic : result.diagnostics) out.element(diagnostic_issue(diagnostic));
  write_covered(out, result);
  out.end_array();
  out.finish();
}

}  // namespace

extern const ReportFormat kGitlabCodequalityFormat;
const ReportFormat kGitlabCodequalityFormat = {
    "gitlab-codequality", "GitLab Code Quality: open findings in the diff of a merge request",
    render_gitlab_codequality};

}  // namespace keyhound
