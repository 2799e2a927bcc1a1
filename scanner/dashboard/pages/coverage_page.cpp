// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "scanner/base/html_escape.h"
#include "scanner/dashboard/html/html_text.h"
#include "scanner/dashboard/pages/coverage_parts.h"
#include "scanner/dashboard/pages/dashboard_page.h"
#include "scanner/dashboard/pages/finding_links.h"

namespace keyhound {
namespace {

// The totals with their sum: whoever adds them up gets the plan.
std::string totals(const CoverageCounts& counts) {
  HtmlTable table("How the targets ended",
                  {{"Outcome", ""}, {"Targets", "n"}, {"What it means", ""}});
  table.add_row({"Scanned", grouped(counts.scanned),
                 counts.incomplete == 0 ? "read to the end"
                                        : "of these, " + grouped(counts.incomplete) +
                                              " could not be read to the end"});
  table.add_row(
      {"Unchanged", grouped(counts.unchanged), "the same as when it was last read to the end"});
  table.add_row({"Excluded", grouped(counts.excluded), "left out for a reason"});
  table.add_row({"Failed", grouped(counts.failed), "not read: nothing is known of it"});
  table.add_row({"Pending", grouped(counts.pending), "not begun, or not ended"});
  table.add_row({"Planned", "<strong>" + grouped(counts.planned) + "</strong>", "the sum of all"});
  return table.html();
}

std::string reasons(const BoardModel& model) {
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
  for (const BoardRepository& one : model.repositories)
    if (!one.target.reason.empty()) counts[{one.target.outcome, one.target.reason}] += 1;
  if (counts.empty()) return "<p class=\"empty\">Nothing failed, and nothing was left out.</p>\n";
  HtmlTable table("Reasons", {{"Reason", ""}, {"Outcome", ""}, {"Targets", "n"}});
  for (const auto& [key, count] : counts)
    table.add_row({link_html(filtered_page("coverage.html", {{"reason", key.second}}),
                             foreign_html(key.second)),
                   html_escape(key.first), grouped(count)});
  return table.html();
}

std::string diagnostics(const BoardModel& model) {
  if (model.last_run() == nullptr || model.last_run()->diagnostics.empty()) return {};
  std::string items;
  for (const BoardDiagnostic& one : model.last_run()->diagnostics)
    items += "<li><strong>" + foreign_html(one.subject) + "</strong> <span class=\"dim\">" +
             html_escape(one.kind) + "</span><span class=\"line\">" + foreign_html(one.message) +
             "</span></li>\n";
  return "<section class=\"notice limit\" aria-labelledby=\"run-notes\"><h2 id=\"run-notes\">About "
         "the run as a whole</h2><ul>" +
         items + "</ul></section>\n";
}

int urgency(const BoardRepository& one) {
  if (one.target.outcome == "failed") return 0;
  if (!one.is_covered()) return 1;
  return one.target.outcome == "excluded" ? 2 : 3;
}

HtmlTable targets(const BoardModel& model, std::size_t& all) {
  std::vector<const BoardRepository*> sorted;
  for (const BoardRepository& one : model.repositories)
    if (!one.target.outcome.empty()) sorted.push_back(&one);
  all = sorted.size();
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto* a, const auto* b) { return urgency(*a) < urgency(*b); });
  sorted.resize(std::min(sorted.size(), kStaticRows));
  HtmlTable table("Targets", {{"Target", ""},
                              {"Outcome", ""},
                              {"Reason", ""},
                              {"What happened", "w"},
                              {"Attempts", "n"},
                              {"Ended", "d"}});
  for (const BoardRepository* one : sorted)
    table.add_row({link_html(repository_page(*one), foreign_html(one->name)),
                   html_escape(one->target.outcome), html_escape(one->target.reason),
                   foreign_html(one->target.message), grouped(one->target.attempts),
                   minute_text(one->target.ended)});
  return table;
}

}  // namespace

std::string coverage_body(const BoardModel& model) {
  const CoverageCounts counts = coverage_counts(model);
  std::size_t all = 0;
  const HtmlTable table = targets(model, all);
  return coverage_notice(model) + diagnostics(model) +
         section_html("totals", "Last run",
                      "<div id=\"cards\">" + card_html("Outcomes", coverage_share(model)) +
                          card_html("Totals", totals(counts)) +
                          card_html("Reasons", reasons(model)) + "</div>\n") +
         list_section("Targets", table, all, "those that ask for a look");
}

}  // namespace keyhound
