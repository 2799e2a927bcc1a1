// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/html/static_summary.h"

#include <array>

#include "scanner/base/html_escape.h"
#include "scanner/report/html/page_data.h"
#include "scanner/report/liveness_words.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostRows = 200;
constexpr std::size_t kMostDiagnostics = 200;

std::string counts(const ScanResult& result) {
  std::array<std::uint64_t, 5> by_severity{};
  std::uint64_t waived = 0;
  std::uint64_t accepted = 0;
  for (const Finding& finding : result.findings) {
    by_severity[static_cast<std::size_t>(finding.severity)] += 1;
    waived += finding.waived ? 1U : 0U;
    accepted += finding.accepted ? 1U : 0U;
  }
  if (result.findings.empty())
    return result.complete() ? "No credentials found." : "No credentials found in what was read.";
  std::string text = count_of(result.findings.size(), "finding", "findings") + ":";
  for (std::size_t i = by_severity.size(); i-- > 0;) {
    if (by_severity[i] == 0) continue;
    text += " " + std::to_string(by_severity[i]) + " " +
            std::string(to_string(static_cast<Severity>(i))) + ",";
  }
  text.back() = '.';
  if (waived > 0) text += " Waived by an exception: " + std::to_string(waived) + ".";
  if (accepted > 0) text += " Accepted by a baseline: " + std::to_string(accepted) + ".";
  if (const std::string liveness = describe_liveness(liveness_tally_of(result)); !liveness.empty())
    text += " Liveness of the secrets: " + liveness + ".";
  return text;
}

std::string diagnostics(const ScanResult& result) {
  if (result.diagnostics.empty()) return {};
  std::string html = "<ul>\n";
  std::size_t shown = 0;
  for (const Diagnostic& one : result.diagnostics) {
    if (shown++ == kMostDiagnostics) break;
    html += "<li>" + std::string(one.incomplete ? "<strong>Not read:</strong> " : "") +
            html_escape(one.subject) + " (" + html_escape(one.kind) +
            "): " + html_escape(one.message) + "</li>\n";
  }
  html += "</ul>\n";
  if (result.diagnostics.size() > kMostDiagnostics)
    html += "<p>" + count_of(result.diagnostics.size() - kMostDiagnostics, "more is", "more are") +
            " in the other report formats.</p>\n";
  return html;
}

std::string row(const Finding& finding) {
  const Occurrence& place = finding.first();
  std::string state = finding.waived ? "waived" : finding.accepted ? "accepted" : "open";
  if (finding.liveness.state != LivenessState::kUnchecked)
    state += ", " + std::string(to_string(finding.liveness.state));
  return "<tr><td>" + std::string(to_string(finding.severity)) + "</td><td>" +
         html_escape(finding.title) + "</td><td>" +
         html_escape(describe_place(place.location, place.commit.id)) + "</td><td>" +
         html_escape(finding.credential.owner) + "</td><td>" + state + "</td></tr>\n";
}

std::string table(const ScanResult& result) {
  if (result.findings.empty()) return {};
  std::string html =
      "<table><thead><tr><th scope=\"col\">Severity</th><th scope=\"col\">Finding</th>"
      "<th scope=\"col\">Place</th><th scope=\"col\">Owner</th><th scope=\"col\">State</th></tr>"
      "</thead><tbody>\n";
  const auto worst = page_findings(result, kMostRows);
  for (const Finding* finding : worst) html += row(*finding);
  html += "</tbody></table>\n";
  if (worst.size() < result.findings.size())
    html += "<p>These are the worst; " +
            count_of(result.findings.size() - worst.size(), "more is", "more are") +
            " not listed here.</p>\n";
  return html;
}

}  // namespace

std::string page_subject(const ScanResult& result) {
  return result.scan.repository.empty() ? result.scan.target : result.scan.repository;
}

std::string static_summary(const ScanResult& result) {
  std::string html = "<div id=\"static\">\n<h1>" + html_escape(page_subject(result)) + "</h1>\n";
  html += "<p>" + html_escape(counts(result)) + "</p>\n";
  if (!result.complete())
    html +=
        "<p><strong>This report is incomplete: what could not be read may hold credentials."
        "</strong></p>\n";
  html += diagnostics(result);
  html += "<p>Charts, filters and details need the scripts of this page, which did not run.</p>\n";
  return html + table(result) + "</div>\n";
}

}  // namespace keyhound
