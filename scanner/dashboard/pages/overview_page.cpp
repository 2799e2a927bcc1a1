// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scanner/dashboard/html/charts.h"
#include "scanner/dashboard/html/html_text.h"
#include "scanner/dashboard/model/exception_state.h"
#include "scanner/dashboard/pages/board_plots.h"
#include "scanner/dashboard/pages/coverage_parts.h"
#include "scanner/dashboard/pages/dashboard_page.h"
#include "scanner/dashboard/pages/finding_links.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostBars = 7;

std::string figures(const BoardModel& model) {
  const BoardTally& tally = model.tally;
  std::size_t affected = 0;
  for (const BoardRepository& one : model.repositories) affected += one.tally.open() > 0 ? 1U : 0U;
  const CoverageCounts coverage = coverage_counts(model);
  // What was not read is not clean: without all of it no number is a good one.
  const std::string_view good = coverage.is_complete ? "good" : "";
  std::vector<std::string> tiles = {
      tile_html("Open findings", grouped(tally.open()),
                tally.urgent() > 0 ? grouped(tally.urgent()) + " critical or high"
                                   : "none critical or high",
                tally.open() > 0       ? "lead"
                : coverage.is_complete ? "lead good"
                                       : "lead"),
      tile_html("New", grouped(tally.fresh), "since the scan before",
                tally.fresh > 0 ? "bad" : good),
      tile_html("Came back", grouped(tally.regressed), "after they were fixed",
                tally.regressed > 0 ? "bad" : good),
      tile_html("Fixed", grouped(tally.fixed), "and not seen again"),
      tile_html("Waived", grouped(tally.waived), "by an exception or baseline"),
      tile_html("Repositories", grouped(affected),
                "of " + grouped(model.repositories.size()) + " have open findings"),
      tile_html("Reused credentials", grouped(model.reused), "in several repositories",
                model.reused > 0 ? "bad" : good),
  };
  if (model.checked > 0)
    tiles.push_back(
        tile_html("Still active", grouped(model.active),
                  "of " + grouped(model.checked) + " leaked ones, checked with a result",
                  model.active > 0 ? "bad" : good));
  if (model.has_registry)
    tiles.push_back(tile_html("Rotation overdue", grouped(model.overdue), "entries of the registry",
                              model.overdue > 0 ? "bad" : good));
  tiles.push_back(tile_html("Coverage", coverage_percent(coverage), coverage_words(coverage),
                            coverage.is_complete ? "good" : "bad"));
  return tiles_html(tiles);
}

std::string repositories(const BoardModel& model) {
  std::vector<const BoardRepository*> worst;
  for (const BoardRepository& one : model.repositories)
    if (one.tally.open() > 0) worst.push_back(&one);
  std::stable_sort(worst.begin(), worst.end(), [](const auto* a, const auto* b) {
    return a->tally.urgent() != b->tally.urgent() ? a->tally.urgent() > b->tally.urgent()
                                                  : a->tally.open() > b->tally.open();
  });
  worst.resize(std::min(worst.size(), kMostBars));
  std::vector<ChartBar> bars;
  for (const BoardRepository* one : worst)
    bars.push_back({foreign_html(one->name), grouped(one->tally.urgent()) + " critical or high",
                    repository_page(*one), severity_parts(one->tally)});
  return bars_chart(bars);
}

std::string owners(const BoardModel& model) {
  std::vector<ChartBar> bars;
  for (const BoardOwner& one : model.owners) {
    if (bars.size() == kMostBars || one.tally.open() == 0) break;
    bars.push_back({owner_html(one.name),
                    "in " + count_of(one.repositories, "repository", "repositories"),
                    open_findings_page("owner", one.name.empty() ? "Nobody" : one.name),
                    severity_parts(one.tally)});
  }
  return bars_chart(bars);
}

std::string policies(const BoardModel& model) {
  std::vector<const BoardPolicy*> worst;
  for (const BoardPolicy& one : model.policies)
    if (one.failed > 0) worst.push_back(&one);
  std::stable_sort(worst.begin(), worst.end(),
                   [](const auto* a, const auto* b) { return a->failed > b->failed; });
  worst.resize(std::min(worst.size(), kMostBars));
  std::vector<ChartBar> bars;
  for (const BoardPolicy* one : worst)
    bars.push_back({foreign_html(one->id),
                    one->title,
                    policy_page(*one),
                    {{"failed", static_cast<std::uint64_t>(one->failed), "calm", {}}}});
  return bars_chart(bars);
}

std::string credentials(const BoardModel& model) {
  std::vector<ChartBar> bars;
  for (const BoardCredential& one : model.credentials) {
    if (bars.size() == kMostBars || one.repositories < 2) break;
    bars.push_back(
        {"<code>" + foreign_html(one.redacted.empty() ? one.title : one.redacted) + "</code>",
         one.title + (one.owner.empty() ? ", owned by nobody" : ", owned by " + one.owner),
         filtered_page("credentials.html", {{"q", one.fingerprint}}),
         {{"repositories", static_cast<std::uint64_t>(one.repositories), "calm", {}}}});
  }
  return bars_chart(bars);
}

std::string exceptions(const BoardModel& model) {
  std::uint64_t counts[4] = {};
  constexpr std::string_view kStates[] = {"ended", "ends-soon", "in-force", "not-in-force"};
  constexpr std::string_view kKinds[] = {"critical", "medium", "waived", "high"};
  for (const BoardException& one : model.exceptions)
    for (std::size_t i = 0; i < 4; ++i)
      counts[i] += exception_state(one, model.now) == kStates[i] ? 1U : 0U;
  std::vector<ChartPart> parts;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::string word(end_word(kStates[i]).word);
    parts.push_back({word, counts[i], std::string(kKinds[i]),
                     filtered_page("exceptions.html", {{"state", word}})});
  }
  return share_chart(parts);
}

std::string severities(const BoardModel& model) {
  std::vector<ChartPart> parts = severity_parts(model.tally);
  for (ChartPart& part : parts)
    part.address = open_findings_page("severity", capitalised(part.label));
  return share_chart(parts);
}

}  // namespace

std::string overview_body(const BoardModel& model) {
  return coverage_notice(model) +
         "<section id=\"overview\" aria-labelledby=\"overview-title\">"
         "<h2 id=\"overview-title\" class=\"hidden\">Overview</h2>\n" +
         figures(model) + "<div id=\"cards\">\n" +
         card_html("Open findings by severity", severities(model)) +
         card_html("Targets of the last run", coverage_share(model)) +
         card_html("Exceptions", exceptions(model)) + "</div></section>\n" +
         section_html("trend", "Trend",
                      "<div class=\"card\">" + area_plot(severity_plot(model)) +
                          "<p class=\"more\"><a href=\"trends.html\">All trends</a></p></div>\n") +
         "<section id=\"most\" aria-labelledby=\"most-title\"><h2 id=\"most-title\">Where to begin"
         "</h2>\n<div class=\"quarters\">\n" +
         card_html("Repositories with the worst open findings", repositories(model)) +
         card_html("Owners of open findings", owners(model)) +
         card_html("Policies that fail most", policies(model)) +
         card_html("Credentials in most repositories", credentials(model)) + "</div></section>\n";
}

}  // namespace keyhound
