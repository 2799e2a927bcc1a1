// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/coverage_parts.h"

#include "scanner/base/html_escape.h"
#include "scanner/dashboard/html/charts.h"
#include "scanner/dashboard/html/html_text.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {
namespace {

// Of one target, counted where it belongs; what this version does not know is not done.
void count(CoverageCounts& counts, const BoardRepository& one) {
  const std::string& outcome = one.target.outcome;
  counts.planned += 1;
  if (outcome == "scanned") {
    counts.scanned += 1;
    counts.incomplete += one.is_covered() ? 0U : 1U;
  } else if (outcome == "unchanged") {
    counts.unchanged += 1;
  } else if (outcome == "excluded") {
    counts.excluded += 1;
  } else if (outcome == "failed") {
    counts.failed += 1;
  } else {
    counts.pending += 1;
  }
}

std::string item(std::uint64_t count, std::string_view one, std::string_view many,
                 std::string_view outcome) {
  if (count == 0) return {};
  return "<li>" +
         link_html(filtered_page("coverage.html", {{"outcome", outcome}}),
                   html_escape(count_of(count, one, many))) +
         "</li>\n";
}

}  // namespace

CoverageCounts coverage_counts(const BoardModel& model) {
  CoverageCounts counts;
  for (const BoardRepository& one : model.repositories)
    if (!one.target.outcome.empty()) count(counts, one);
  if (model.last_run() == nullptr) return counts;
  counts.is_plan_complete = model.last_run()->is_plan_complete;
  counts.is_complete = counts.is_plan_complete && counts.failed == 0 && counts.pending == 0 &&
                       counts.incomplete == 0;
  return counts;
}

std::string coverage_percent(const CoverageCounts& counts) {
  const std::uint64_t all = counts.planned - counts.excluded;
  if (all == 0) return "none";
  const std::uint64_t read = counts.scanned + counts.unchanged - counts.incomplete;
  const std::uint64_t tenths = read * 1000 / all;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "\u00a0%";
}

std::string coverage_words(const CoverageCounts& counts) {
  const std::uint64_t all = counts.planned - counts.excluded;
  return grouped(counts.scanned + counts.unchanged - counts.incomplete) + " of " +
         count_of(all, "target", "targets") + " read";
}

std::string coverage_share(const BoardModel& model) {
  const CoverageCounts counts = coverage_counts(model);
  const auto part = [](std::string label, std::uint64_t count, std::string kind) {
    const std::string address = filtered_page("coverage.html", {{"outcome", label}});
    return ChartPart{std::move(label), count, std::move(kind), address};
  };
  return share_chart(
      {part("Scanned", counts.scanned - counts.incomplete, "good"),
       part("Unchanged", counts.unchanged, "calm"), part("Excluded", counts.excluded, "info"),
       part("Incomplete", counts.incomplete, "medium"), part("Failed", counts.failed, "critical"),
       part("Pending", counts.pending, "high")});
}

std::string coverage_notice(const BoardModel& model) {
  const CoverageCounts counts = coverage_counts(model);
  if (counts.is_complete) return {};
  std::string items =
      item(counts.failed, "target failed", "targets failed", "Failed") +
      item(counts.pending, "target is pending", "targets are pending", "Pending") +
      item(counts.incomplete, "target was read in part", "targets were read in part", "Incomplete");
  if (!counts.is_plan_complete)
    items += "<li>The list of targets broke off: there may be more repositories than these.</li>\n";
  if (model.last_run() == nullptr) items = "<li>The store has no run yet.</li>\n";
  return "<section class=\"notice incomplete\" aria-labelledby=\"notice-title\">"
         "<h2 id=\"notice-title\">Coverage is not complete</h2>"
         "<p>What was not read may hold credentials. Nothing here says that it is clean.</p>"
         "<ul>" +
         items + "</ul></section>\n";
}

}  // namespace keyhound
