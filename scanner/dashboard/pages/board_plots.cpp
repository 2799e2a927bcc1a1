// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/board_plots.h"

#include <algorithm>
#include <span>

#include "scanner/dashboard/html/html_text.h"

namespace keyhound {
namespace {

struct TotalSeries {
  std::string_view name;
  std::string_view kind;
  std::string_view total;  // of run_totals
};

constexpr TotalSeries kSeverities[] = {{"info", "info", "findings.open.info"},
                                       {"low", "low", "findings.open.low"},
                                       {"medium", "medium", "findings.open.medium"},
                                       {"high", "high", "findings.open.high"},
                                       {"critical", "critical", "findings.open.critical"}};
constexpr TotalSeries kChanges[] = {{"new", "critical", "findings.new"},
                                    {"came back", "medium", "findings.regressed"},
                                    {"fixed", "good", "findings.fixed"}};
constexpr TotalSeries kOutcomes[] = {{"scanned", "good", "targets.scanned"},
                                     {"unchanged", "calm", "targets.unchanged"},
                                     {"excluded", "info", "targets.excluded"},
                                     {"failed", "critical", "targets.failed"},
                                     {"pending", "high", "targets.pending"}};

std::uint64_t at_least_0(std::int64_t number) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, number));
}

// Runs that have totals: those that are finished.
std::vector<std::size_t> points_of(const BoardModel& model) {
  std::vector<std::size_t> points;
  for (std::size_t i = 0; i < model.runs.size(); ++i)
    if (!model.runs[i].totals.empty()) points.push_back(i);
  if (points.size() > kMostPoints)
    points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(kMostPoints));
  return points;
}

ChartPlot plot_of(const BoardModel& model, std::string title,
                  const std::vector<std::size_t>& points) {
  ChartPlot plot;
  plot.title = std::move(title);
  plot.unit = "run";
  for (const std::size_t i : points)
    plot.names.push_back(day_text(model.runs[i].started) + " " + model.runs[i].key);
  if (points.empty()) return plot;
  plot.first = day_text(model.runs[points.front()].started);
  plot.last = day_text(model.runs[points.back()].started);
  return plot;
}

ChartPlot totals_plot(const BoardModel& model, std::string title,
                      std::span<const TotalSeries> series) {
  const std::vector<std::size_t> points = points_of(model);
  ChartPlot plot = plot_of(model, std::move(title), points);
  for (const TotalSeries& one : series) {
    ChartSeries line{std::string(one.name), std::string(one.kind), {}};
    for (const std::size_t i : points)
      line.values.push_back(at_least_0(model.runs[i].total(std::string(one.total))));
    plot.series.push_back(std::move(line));
  }
  return plot;
}

}  // namespace

ChartPlot severity_plot(const BoardModel& model) {
  return totals_plot(model, "Open findings", kSeverities);
}

ChartPlot change_plot(const BoardModel& model) {
  return totals_plot(model, "Findings that changed", kChanges);
}

ChartPlot outcome_plot(const BoardModel& model) { return totals_plot(model, "Targets", kOutcomes); }

ChartPlot policy_plot(const BoardModel& model) {
  const std::vector<std::size_t> points = points_of(model);
  ChartPlot plot = plot_of(model, "Verdicts that fail", points);
  ChartSeries line{"failed", "calm", {}};
  for (const std::size_t i : points) {
    std::uint64_t sum = 0;
    for (const BoardPolicy& one : model.policies)
      if (i < one.history.size()) sum += at_least_0(one.history[i]);
    line.values.push_back(sum);
  }
  plot.series.push_back(std::move(line));
  return plot;
}

}  // namespace keyhound
