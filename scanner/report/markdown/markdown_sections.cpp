// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/markdown/markdown_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "scanner/report/finding_tally.h"
#include "scanner/report/liveness_words.h"
#include "scanner/report/markdown/markdown_finding.h"
#include "scanner/report/markdown/markdown_text.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/sarif_message.h"

namespace keyhound {

namespace {

// Kept free at the end of each section, for those after it. Details may be long: they come last and
// are cut first.
constexpr std::size_t kAfterTable = 600'000;
constexpr std::size_t kAfterPolicies = 400'000;
constexpr std::size_t kAfterDiagnostics = 200'000;
constexpr std::size_t kForClosing = 500;  // the lines that end a section

bool comes_first(const Finding* a, const Finding* b) {
  const auto weight = [](const Finding& f) {
    return std::tuple(f.baseline_state != BaselineState::kUnchanged, f.severity, level_of(f),
                      f.score);
  };
  return weight(*a) > weight(*b);
}

std::string omission(std::size_t count, std::string_view one, std::string_view many) {
  if (count == 0) return "";
  return fmt::format(
      "\n_{} left out, since this page may not be longer; the JSON report holds all._\n",
      count_of(count, one, many));
}

// "Compared with commit `0123456789ab`: 1 is new, 2 are in it already."
std::string comparison(const ScanResult& result, const FindingTally& tally) {
  if (!tally.is_compared() && result.scan.base.empty()) return "";
  const std::string base =
      result.scan.base.empty() ? "the base" : "commit " + markdown_code(short_id(result.scan.base));
  return fmt::format("Compared with {}: **{} {} new**, {} {} in it already.\n\n", base,
                     tally.is_new, tally.is_new == 1 ? "is" : "are", tally.unchanged,
                     tally.unchanged == 1 ? "is" : "are");
}

std::string diagnostic_line(const Diagnostic& diagnostic) {
  return fmt::format("- {} {} ({}): {}\n", diagnostic.incomplete ? "**not read**" : "note",
                     markdown_code(shorten(diagnostic.subject, 300)),
                     markdown_text(diagnostic.kind),
                     as_sentence(markdown_text(shorten(diagnostic.message, 1000))));
}

std::string policy_row(const PolicyCounts& counts) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", markdown_text(counts.policy_id),
                     counts.of(Outcome::kFail), counts.of(Outcome::kError),
                     counts.of(Outcome::kWaived), counts.of(Outcome::kPass));
}

bool objects(const PolicyCounts& counts) {
  return counts.of(Outcome::kFail) + counts.of(Outcome::kError) + counts.of(Outcome::kWaived) > 0;
}

}  // namespace

std::vector<const Finding*> markdown_order(const ScanResult& result) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : result.findings) {
    if (finding.is_open()) findings.push_back(&finding);
  }
  std::stable_sort(findings.begin(), findings.end(), comes_first);
  return findings;
}

void write_markdown_summary(MarkdownPage& page, const ScanResult& result) {
  const FindingTally tally = tally_of(result);
  std::string text = fmt::format("### keyhound: {}\n\n", describe_open(tally));
  text += comparison(result, tally);
  if (const std::string liveness = describe_liveness(liveness_tally_of(result)); !liveness.empty())
    text += fmt::format("Liveness of the secrets: **{}**.\n\n", liveness);
  if (tally.unread > 0) {
    text += fmt::format(
        "> **Incomplete:** {} could not be read, and may hold credentials: see below.\n\n",
        count_of(tally.unread, "thing", "things"));
  }
  if (const std::string covered = describe_covered(tally); !covered.empty())
    text += fmt::format("Not listed: {}.\n\n", covered);
  const ScanStatistics& scanned = result.scan.statistics;
  text += fmt::format("Scanned: {}, {}, {}.\n", count_of(scanned.commits, "commit", "commits"),
                      count_of(scanned.blobs, "blob", "blobs"),
                      count_of(scanned.files, "file", "files"));
  page.close(text);
}

void write_markdown_table(MarkdownPage& page, const std::vector<const Finding*>& findings) {
  page.close("\n| Severity | What | Where | Owner | Policies |\n|---|---|---|---|---|\n");
  std::size_t written = 0;
  for (const Finding* finding : findings) {
    if (!page.add(markdown_row(*finding), kAfterTable)) break;
    ++written;
  }
  page.close(omission(findings.size() - written, "finding is", "findings are"));
}

void write_markdown_details(MarkdownPage& page, const std::vector<const Finding*>& findings) {
  page.close("\n<details><summary>Details</summary>\n");
  std::size_t written = 0;
  for (const Finding* finding : findings) {
    if (!page.add(markdown_details(*finding), kForClosing)) break;
    ++written;
  }
  page.close(omission(findings.size() - written, "finding's details are", "findings' details are"));
  page.close("\n</details>\n");
}

void write_markdown_policies(MarkdownPage& page, const ScanResult& result) {
  if (!result.assessment) return;
  const auto& all = result.assessment->counts;
  const auto count = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), objects));
  if (count == 0) return;
  page.close(
      "\n<details><summary>Policies that object</summary>\n\n"
      "| Policy | Failed | Undecided | Waived | Passed |\n|---|---|---|---|---|\n");
  std::size_t written = 0;
  for (const PolicyCounts& counts : all) {
    if (!objects(counts)) continue;
    if (!page.add(policy_row(counts), kAfterPolicies)) break;
    ++written;
  }
  page.close(omission(count - written, "policy is", "policies are"));
  page.close("\n</details>\n");
}

void write_markdown_diagnostics(MarkdownPage& page, const ScanResult& result) {
  const std::size_t count = result.diagnostics.size();
  if (count == 0) return;
  page.close(fmt::format("\n<details open><summary>{} about the run</summary>\n\n",
                         count_of(count, "message", "messages")));
  // What was not read before mere notes.
  std::size_t written = 0;
  for (const bool is_incomplete : {true, false}) {
    for (const Diagnostic& diagnostic : result.diagnostics) {
      if (diagnostic.incomplete != is_incomplete) continue;
      if (!page.add(diagnostic_line(diagnostic), kAfterDiagnostics)) break;
      ++written;
    }
  }
  page.close(omission(count - written, "message is", "messages are"));
  page.close("\n</details>\n");
}

}  // namespace keyhound
