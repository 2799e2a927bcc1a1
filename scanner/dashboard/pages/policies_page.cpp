// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scanner/base/html_escape.h"
#include "scanner/dashboard/html/charts.h"
#include "scanner/dashboard/html/html_text.h"
#include "scanner/dashboard/pages/dashboard_page.h"
#include "scanner/dashboard/pages/finding_links.h"

namespace keyhound {
namespace {

std::string failures(std::int64_t count) {
  return count > 0 ? "<span class=\"fails\">" + grouped(count) + "</span>" : grouped(count);
}

std::string history(const BoardPolicy& policy) {
  if (policy.history.empty()) return {};
  return spark_line(policy.history, "failed in " + grouped(policy.history.size()) + " runs: " +
                                        grouped(policy.history.front()) + " at first, " +
                                        grouped(policy.history.back()) + " at last");
}

std::string policy_table(const BoardModel& model) {
  std::vector<const BoardPolicy*> sorted;
  for (const BoardPolicy& one : model.policies) sorted.push_back(&one);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto* a, const auto* b) { return a->failed > b->failed; });
  HtmlTable table("Policies", {{"Policy", ""},
                               {"Title", "w"},
                               {"Failed", "n"},
                               {"Trend of failures", ""},
                               {"Findings", "n"},
                               {"Undecided", "n"},
                               {"Waived", "n"},
                               {"Passed", "n"}});
  for (const BoardPolicy* one : sorted)
    table.add_row({foreign_html(one->id), foreign_html(one->title), failures(one->failed),
                   history(*one),
                   one->findings > 0
                       ? link_html(open_findings_page("policy", one->id), grouped(one->findings))
                       : "0",
                   grouped(one->errors), grouped(one->waived), grouped(one->passed)});
  if (table.rows() == 0)
    return "<p class=\"empty\">No run of this store was judged by policies.</p>\n";
  return "<div class=\"card\">" + table.html() + "</div>\n";
}

}  // namespace

std::string policies_body(const BoardModel& model) {
  HtmlTable table("Objections beside findings", {{"What", ""},
                                                 {"Policy", ""},
                                                 {"Outcome", ""},
                                                 {"Owner", ""},
                                                 {"What the policy says", "w"}});
  for (const BoardSubject& one : model.subjects) {
    if (table.rows() == kStaticRows) break;
    table.add_row({foreign_html(one.subject), foreign_html(one.policy),
                   badge_html(one.outcome, one.outcome == "waived" ? "waived" : "bad"),
                   owner_html(one.owner), foreign_html(one.message)});
  }
  std::string left;
  if (model.subject_count > model.subjects.size())
    left = limit_html("Not all objections are on this page",
                      "The first " + grouped(model.subjects.size()) + " of " +
                          grouped(model.subject_count) +
                          " are; <code>keyhound bulk report</code> writes all.");
  return section_html("policies", "Policies", policy_table(model)) + left +
         list_section("Registry entries, exceptions and references that a policy objects to", table,
                      model.subject_count, "the first");
}

}  // namespace keyhound
