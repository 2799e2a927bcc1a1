// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/text/summary_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "scanner/report/liveness_words.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/text/assessment_text.h"
#include "scanner/report/text/finding_text.h"

namespace keyhound {

namespace {

// "12 commits, 34 blobs and 5 files"; empty when there was nothing.
std::string describe_scanned(const ScanStatistics& statistics) {
  std::vector<std::string> parts;
  if (statistics.commits > 0) parts.push_back(count_of(statistics.commits, "commit", "commits"));
  if (statistics.blobs > 0) parts.push_back(count_of(statistics.blobs, "blob", "blobs"));
  if (statistics.files > 0) parts.push_back(count_of(statistics.files, "file", "files"));
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

std::string describe_effort(const ScanInfo& scan) {
  return fmt::format("{}, {:.{}f} s", describe_bytes(scan.statistics.bytes), scan.seconds,
                     scan.seconds < 10 ? 2 : 0);
}

std::string in_what_was_scanned(const ScanInfo& scan) {
  const std::string scanned = describe_scanned(scan.statistics);
  if (scanned.empty()) return ": there was nothing to scan";
  return fmt::format(" in {}, {}", scanned, describe_effort(scan));
}

// "2 of them new against 0123456789ab".
std::string describe_new(const ScanResult& result) {
  const auto count = std::count_if(
      result.findings.begin(), result.findings.end(),
      [](const Finding& finding) { return finding.baseline_state == BaselineState::kNew; });
  return fmt::format("{} of them new against {}", count, short_id(result.scan.base));
}

// "3 findings (1 critical, 2 high; 1 of them waived)", worst first.
void write_counts(TextPage& page, const ScanResult& result) {
  std::array<std::size_t, 5> by_severity{};
  std::size_t waived = 0;
  std::size_t accepted = 0;
  for (const Finding& finding : result.findings) {
    ++by_severity[static_cast<std::size_t>(finding.severity)];
    if (finding.waived) ++waived;
    if (finding.accepted) ++accepted;
  }
  std::vector<TextSpan> spans = {
      {count_of(result.findings.size(), "finding", "findings"), TextStyle::kBold}};
  std::string separator = " (";
  for (std::size_t i = by_severity.size(); i-- > 0;) {
    if (by_severity[i] == 0) continue;
    const Severity severity = static_cast<Severity>(i);
    spans.push_back({separator});
    spans.push_back(
        {fmt::format("{} {}", by_severity[i], to_string(severity)), style_of(severity)});
    separator = ", ";
  }
  if (waived > 0) spans.push_back({fmt::format("; {} of them waived", waived)});
  if (!result.scan.base.empty()) spans.push_back({"; " + describe_new(result)});
  if (accepted > 0) spans.push_back({fmt::format("; {} of them accepted", accepted)});
  spans.push_back({")" + in_what_was_scanned(result.scan) + "."});
  page.line(spans, 4);
}

// "Read 3 definitions of GitHub Actions and 1 of GitLab CI."
void write_definitions(TextPage& page, const ScanResult& result) {
  std::uint64_t all = 0;
  std::string list;
  for (std::size_t i = 0; i < result.scan.definitions.size(); ++i) {
    const DefinitionCount& one = result.scan.definitions[i];
    const bool is_last = i + 1 == result.scan.definitions.size();
    if (i > 0) list += is_last ? " and " : ", ";
    list += fmt::format("{} of {}", one.count, one.name);
    all += one.count;
  }
  if (all > 0) {
    page.line({{fmt::format("Pipelines: {} read, {}; ", count_of(all, "definition", "definitions"),
                            list)},
               {result.references ? count_of(result.references->size(), "reference", "references") +
                                        " to secrets."
                                  : ""}},
              4);
  } else if (result.scan.kind == "pipelines") {
    page.line({{"No pipeline definition was found."}}, 4);
  }
}

}  // namespace

std::string describe_bytes(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 5> kUnits = {"kB", "MB", "GB", "TB", "PB"};
  if (bytes < 1000) return count_of(bytes, "byte", "bytes");
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  const int digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return fmt::format("{:.{}f} {}", value, digits, kUnits[unit]);
}

void write_accepted(TextPage& page, const ScanResult& result) {
  std::map<std::string, std::size_t> by_verdict;
  std::set<std::string> files;
  std::uint64_t all = 0;
  for (const Finding& finding : result.findings) {
    if (!finding.accepted) continue;
    const std::string& verdict = finding.accepted->verdict;
    ++by_verdict[verdict.empty() ? "not reviewed" : verdict];
    files.insert(finding.accepted->path);
    ++all;
  }
  if (all == 0) return;
  std::string verdicts;
  for (const auto& [verdict, count] : by_verdict)
    verdicts += fmt::format("{}{} {}", verdicts.empty() ? "" : ", ", count, verdict);
  page.line({{count_of(all, "finding", "findings") + " accepted", TextStyle::kBlue},
             {fmt::format(" by {}, not listed: {}; --show-accepted lists {}.", *files.begin(),
                          verdicts, all == 1 ? "it" : "them")}},
            4);
}

void write_summary(TextPage& page, const ScanResult& result) {
  if (result.assessment) write_assessment(page, *result.assessment);
  write_definitions(page, result);
  const auto unread = std::count_if(result.diagnostics.begin(), result.diagnostics.end(),
                                    [](const Diagnostic& d) { return d.incomplete; });
  if (!result.findings.empty()) {
    write_counts(page, result);
    if (const std::string liveness = describe_liveness(liveness_tally_of(result));
        !liveness.empty())
      page.line({{"Liveness of the secrets: " + liveness + "."}}, 4);
  } else {
    const bool is_pipelines = result.scan.kind == "pipelines";
    page.line({{is_pipelines ? "Nothing found in pipeline definitions" : "No credentials found",
                unread == 0 ? TextStyle::kGreen : TextStyle::kPlain},
               {in_what_was_scanned(result.scan) + "."}},
              4);
  }
  if (unread > 0) {
    const std::string what =
        count_of(static_cast<std::uint64_t>(unread), "thing", "things") + " could not be read";
    page.line({{"INCOMPLETE: " + what, TextStyle::kAlarm},
               {"; what is listed above as not read may hold credentials."}},
              4);
  }
}

}  // namespace keyhound
