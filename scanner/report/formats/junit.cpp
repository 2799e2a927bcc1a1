// SPDX-License-Identifier: Apache-2.0
// JUnit XML as Jenkins, GitLab and Azure Pipelines read it: one suite, a failed test case for each
// open finding, one with an error for each thing that was not read. The suite is never empty, since
// Jenkins takes a file without test cases for a broken one.
#include <fmt/format.h>

#include "scanner/report/finding_tally.h"
#include "scanner/report/finding_words.h"
#include "scanner/report/junit/xml_text.h"
#include "scanner/report/liveness_words.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/report_format.h"
#include "scanner/report/sarif/sarif_message.h"
#include "scanner/report/sarif/sarif_revisions.h"

namespace keyhound {

namespace {

constexpr std::size_t kMaxText = 2000;  // characters of one text
constexpr std::size_t kMaxPlaces = 50;  // lines of a failure

std::string text_of(std::string_view text) { return xml_text(shorten(text, kMaxText)); }

void add_line(std::string& body, std::string_view label, std::string_view text) {
  if (!text.empty()) body += fmt::format("{}: {}\n", label, text_of(text));
}

void add_places(std::string& body, const Finding& finding) {
  std::size_t listed = 0;
  for (const Occurrence& one : finding.occurrences) {
    if (listed++ == kMaxPlaces) break;
    add_line(body, "place", describe_place(one.location, one.commit.id));
  }
  if (finding.occurrences.size() > kMaxPlaces) {
    add_line(body, "place",
             "and " + count_of(finding.occurrences.size() - kMaxPlaces, "more", "more"));
  }
}

void add_verdicts(std::string& body, const Finding& finding) {
  for (const PolicyVerdict& verdict : finding.policies) {
    if (verdict.outcome == Outcome::kPass || verdict.outcome == Outcome::kNotApplicable) continue;
    add_line(
        body, "policy",
        fmt::format("{} {}: {}", to_string(verdict.outcome), verdict.policy_id, verdict.message));
  }
}

std::string body_of(const Finding& finding) {
  std::string body;
  add_line(body, "what", sentence_of(finding));
  add_line(
      body, "severity",
      fmt::format("{}, {} confidence", to_string(finding.severity), to_string(finding.confidence)));
  add_line(body, "secret", finding.secret_redacted);
  add_line(body, "fingerprint", finding.fingerprint.short_form());
  add_line(body, "liveness", liveness_words(finding));
  add_line(body, "against the base", to_string(finding.baseline_state));
  add_places(body, finding);
  if (finding.kind != FindingKind::kPolicy) add_line(body, "exposure", exposure_words(finding));
  add_line(body, "commit", finding.first().commit.id);
  add_line(body, "owner", owner_words(finding));
  add_verdicts(body, finding);
  add_line(body, "what to do", finding.remedy);
  return body;
}

// The name holds no line number: readers compare test cases of two runs by it.
std::string name_of(const Finding& finding) {
  const Location& place = primary_occurrence(finding).location;
  std::string where = finding.repository.empty() ? "" : finding.repository + ": ";
  where += is_in_file(place) && !place.path.empty() ? place.path : describe_place(place, "");
  return fmt::format("{} ({})", where, finding.fingerprint.short_form());
}

std::string failure_case(const Finding& finding) {
  const Location& place = primary_occurrence(finding).location;
  std::string file;
  if (is_in_file(place) && !place.path.empty()) {
    file = fmt::format(" file=\"{}\" line=\"{}\"", text_of(place.path), place.start.line);
  }
  const std::string message = fmt::format("{} at {}", finding.title, place_words(finding));
  return fmt::format(
      "    <testcase classname=\"keyhound.{}\" name=\"{}\"{} time=\"0\">\n"
      "      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
      text_of(finding.rule_id), text_of(name_of(finding)), file, to_string(finding.severity),
      text_of(message), body_of(finding));
}

std::string diagnostic_case(const Diagnostic& diagnostic) {
  const std::string kind = text_of(diagnostic.kind);
  const std::string subject = text_of(diagnostic.subject);
  const std::string message = text_of(diagnostic.message);
  const std::string outcome =
      diagnostic.incomplete ? fmt::format("<error type=\"{}\" message=\"{}: {}\">{}: {}\n</error>",
                                          kind, subject, message, subject, message)
                            : fmt::format("<system-out>{}: {}\n</system-out>", subject, message);
  return fmt::format(
      "    <testcase classname=\"keyhound.run.{}\" name=\"{}\" time=\"0\">\n      {}\n"
      "    </testcase>\n",
      kind, subject, outcome);
}

// The run itself, as a test case that passes: what was scanned, and what is not listed.
std::string run_case(const ScanResult& result, const FindingTally& tally) {
  const ScanStatistics& scanned = result.scan.statistics;
  std::string text = fmt::format(
      "scanned: {}, {}, {}\n", count_of(scanned.commits, "commit", "commits"),
      count_of(scanned.blobs, "blob", "blobs"), count_of(scanned.files, "file", "files"));
  add_line(text, "result", describe_open(tally));
  add_line(text, "liveness", describe_liveness(liveness_tally_of(result)));
  add_line(text, "not listed", describe_covered(tally));
  return fmt::format(
      "    <testcase classname=\"keyhound.run\" name=\"scan\" time=\"{:.3f}\">\n"
      "      <system-out>{}</system-out>\n    </testcase>\n",
      result.scan.seconds, text);
}

std::string property(std::string_view name, std::string_view value) {
  return fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, xml_text(value));
}

std::string suite_head(const ScanResult& result, const FindingTally& tally) {
  const std::size_t tests = 1 + tally.open + result.diagnostics.size();
  std::string started = format_timestamp(result.scan.started);
  started.pop_back();  // readers want no zone
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.3f}\"", tests, tally.open,
                  tally.unread, result.scan.seconds);
  std::string head = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"keyhound\" {}>\n"
      "  <testsuite name=\"keyhound\" {} skipped=\"0\" timestamp=\"{}\">\n    <properties>\n",
      counts, counts, started);
  head += property("keyhound.version", KEYHOUND_VERSION);
  head += property("keyhound.rules_digest", result.rules_digest);
  head += property("keyhound.kind", result.scan.kind);
  head += property("keyhound.head", result.scan.head);
  head += property("keyhound.complete", result.complete() ? "true" : "false");
  head += property("keyhound.waived", std::to_string(tally.waived));
  head += property("keyhound.accepted", std::to_string(tally.accepted));
  if (tally.is_compared()) head += property("keyhound.new", std::to_string(tally.is_new));
  return head + "    </properties>\n";
}

void render_junit(const ScanResult& result, const ReportOptions& /*options*/,
                  const ReportSink& sink) {
  const FindingTally tally = tally_of(result);
  if (!sink(suite_head(result, tally)) || !sink(run_case(result, tally))) return;
  for (const Finding& finding : result.findings) {
    if (finding.is_open() && !sink(failure_case(finding))) return;
  }
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (!sink(diagnostic_case(diagnostic))) return;
  }
  sink("  </testsuite>\n</testsuites>\n");
}

}  // namespace

extern const ReportFormat kJunitFormat;
const ReportFormat kJunitFormat = {
    "junit", "JUnit XML: a failure for each open finding, an error for what was not read",
    render_junit};

}  // namespace keyhound
