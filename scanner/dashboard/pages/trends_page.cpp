// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scanner/base/html_escape.h"
#include "scanner/dashboard/html/html_text.h"
#include "scanner/dashboard/pages/board_plots.h"
#include "scanner/dashboard/pages/dashboard_page.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostRows = 100;

std::string runs(const BoardModel& model) {
  HtmlTable table("Runs", {{"Run", ""},
                           {"Started", "d"},
                           {"Finished", "d"},
                           {"Open", "n"},
                           {"New", "n"},
                           {"Came back", "n"},
                           {"Fixed", "n"},
                           {"Waived", "n"},
                           {"Planned", "n"},
                           {"Failed", "n"},
                           {"Shards", "n"}});
  for (std::size_t i = model.runs.size(); i-- > 0;) {
    const BoardRun& run = model.runs[i];
    if (table.rows() == kMostRows) break;
    const auto total = [&run](const char* name) {
      return run.totals.empty() ? std::string("<span class=\"dim\">\u2013</span>")
                                : grouped(run.total(name));
    };
    table.add_row({foreign_html(run.key), minute_text(run.started),
                   run.finished ? minute_text(run.finished) : badge_html(run.state, "warn"),
                   total("findings.open"), total("findings.new"), total("findings.regressed"),
                   total("findings.fixed"), total("findings.waived"), total("targets.planned"),
                   total("targets.failed"), grouped(run.shards)});
  }
  if (table.rows() == 0) return "<p class=\"empty\">The store has no run yet.</p>\n";
  std::string note;
  if (table.rows() < model.runs.size())
    note = "<p class=\"lead-in\">The last " + grouped(table.rows()) + " of " +
           grouped(model.runs.size()) + " runs.</p>\n";
  return note + "<div class=\"card\">" + table.html() + "</div>\n";
}

std::string plot_card(const std::string& plot) {
  return "<div class=\"card\">" + plot + "</div>\n";
}

}  // namespace

std::string trends_body(const BoardModel& model) {
  return section_html("open", "Open findings", plot_card(area_plot(severity_plot(model)))) +
         section_html("changes", "Findings that changed",
                      plot_card(column_plot(change_plot(model)))) +
         section_html("failures", "Verdicts that fail", plot_card(area_plot(policy_plot(model)))) +
         section_html("targets", "Targets", plot_card(area_plot(outcome_plot(model)))) +
         section_html("runs", "Runs", runs(model));
}

}  // namespace keyhound
