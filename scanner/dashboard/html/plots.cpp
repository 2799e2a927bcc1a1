// SPDX-License-Identifier: Apache-2.0
// Plots over runs: the two kinds that charts.h declares, and what they have in common.
#include <algorithm>

#include "scanner/base/html_escape.h"
#include "scanner/dashboard/html/chart_shapes.h"
#include "scanner/dashboard/html/charts.h"
#include "scanner/dashboard/html/html_table.h"
#include "scanner/dashboard/html/html_text.h"
#include "scanner/report/occurrence_text.h"

namespace keyhound {
namespace {

constexpr double kWidth = 1000;
constexpr double kHeight = 200;
constexpr std::uint64_t kSteps = 4;

std::uint64_t value_at(const ChartSeries& series, std::size_t point) {
  return point < series.values.size() ? series.values[point] : 0;
}

std::uint64_t sum_at(const ChartPlot& plot, std::size_t point) {
  std::uint64_t sum = 0;
  for (const ChartSeries& one : plot.series) sum += value_at(one, point);
  return sum;
}

// "Open findings: 12 runs. critical: 40 at first, 31 at last, at most 52. ..."
std::string words_of(const ChartPlot& plot) {
  std::string words = plot.title + ": " + count_of(plot.names.size(), plot.unit, plot.unit + "s") +
                      " from " + plot.first + " to " + plot.last + ".";
  for (const ChartSeries& one : plot.series) {
    const std::uint64_t most =
        one.values.empty() ? 0 : *std::max_element(one.values.begin(), one.values.end());
    words += " " + one.name + ": " + grouped(value_at(one, 0)) + " at first, " +
             grouped(one.values.empty() ? 0 : one.values.back()) + " at last, at most " +
             grouped(most) + ".";
  }
  return words;
}

std::string grid() {
  std::string lines;
  for (std::uint64_t i = 0; i <= kSteps; ++i) {
    const std::string y = svg_number(kHeight * static_cast<double>(i) / kSteps);
    lines += "<line class=\"axis\" x1=\"0\" x2=\"1000\" y1=\"" + y + "\" y2=\"" + y + "\"/>";
  }
  return lines;
}

// What stands at a point, shown where the pointer rests.
std::string hints(const ChartPlot& plot) {
  std::string rects;
  const double width = kWidth / static_cast<double>(std::max<std::size_t>(1, plot.names.size()));
  for (std::size_t i = 0; i < plot.names.size(); ++i) {
    std::string title = html_escape(plot.names[i]);
    for (const ChartSeries& one : plot.series)
      title += "&#10;" + html_escape(one.name) + ": " + grouped(value_at(one, i));
    rects += "<rect class=\"hit\" x=\"" + svg_number(width * static_cast<double>(i)) +
             "\" width=\"" + svg_number(width) + "\" height=\"200\"><title>" + title +
             "</title></rect>";
  }
  return rects;
}

std::string numbers(const ChartPlot& plot) {
  std::vector<HtmlColumn> columns = {{"Run", ""}};
  for (const ChartSeries& one : plot.series) columns.push_back({one.name, "n"});
  HtmlTable table(plot.title, columns);
  for (std::size_t i = plot.names.size(); i-- > 0;) {
    std::vector<std::string> cells = {foreign_html(plot.names[i])};
    for (const ChartSeries& one : plot.series) cells.push_back(grouped(value_at(one, i)));
    table.add_row(cells);
  }
  return "<details><summary>These numbers as a table</summary>" + table.html() + "</details>";
}

std::string frame(const ChartPlot& plot, std::uint64_t step, const std::string& shapes,
                  bool is_stacked) {
  std::string scale;
  for (std::uint64_t i = kSteps + 1; i-- > 0;) scale += "<span>" + grouped(step * i) + "</span>";
  std::string legend;
  for (const ChartSeries& one : plot.series) {
    const std::string entry = "<li><span class=\"key " + one.kind +
                              "\" aria-hidden=\"true\"></span>" +
                              html_escape(capitalised(one.name)) + "</li>";
    legend = is_stacked ? entry + legend : legend + entry;  // as they lie
  }
  return "<div class=\"plot\"><ul class=\"legend\">" + legend +
         "</ul><div class=\"plot-scale\" aria-hidden=\"true\">" + scale +
         "</div><svg role=\"img\" aria-label=\"" + html_escape(words_of(plot)) +
         "\" viewBox=\"0 0 1000 200\" preserveAspectRatio=\"none\">" + grid() + shapes +
         hints(plot) + "</svg><div class=\"plot-ends\" aria-hidden=\"true\"><span>" +
         html_escape(plot.first) + "</span><span>" + html_escape(plot.last) +
         "</span></div></div>" + numbers(plot) + "\n";
}

std::string point(double x, double share) {
  return svg_number(x) + "," + svg_number(kHeight * (1 - share)) + " ";
}

// A series lies on those before it: along their top, and back along its own.
std::string area(const ChartSeries& series, std::vector<std::uint64_t>& below, double top) {
  std::string up;
  std::string back;
  const std::size_t count = below.size();
  for (std::size_t i = 0; i < count; ++i) {
    const double x =
        count == 1 ? 0 : kWidth * static_cast<double>(i) / static_cast<double>(count - 1);
    const double low = static_cast<double>(below[i]) / top;
    below[i] += value_at(series, i);
    const double high = static_cast<double>(below[i]) / top;
    up += point(x, high);
    back.insert(0, point(x, low));
    if (count > 1) continue;
    up += point(kWidth, high);
    back.insert(0, point(kWidth, low));
  }
  return "<polygon class=\"" + series.kind + "\" points=\"" + up + back + "\"/>";
}

std::string no_plot(const ChartPlot& plot) {
  return "<p class=\"empty\">No " + plot.unit + " has finished yet.</p>\n";
}

}  // namespace

std::string area_plot(const ChartPlot& plot) {
  if (plot.names.empty()) return no_plot(plot);
  std::uint64_t most = 0;
  for (std::size_t i = 0; i < plot.names.size(); ++i) most = std::max(most, sum_at(plot, i));
  const std::uint64_t step = axis_step(std::max<std::uint64_t>(1, most));
  std::vector<std::uint64_t> below(plot.names.size(), 0);
  std::string shapes;
  for (const ChartSeries& one : plot.series)
    shapes += area(one, below, static_cast<double>(step * kSteps));
  return frame(plot, step, shapes, true);
}

std::string column_plot(const ChartPlot& plot) {
  if (plot.names.empty()) return no_plot(plot);
  std::uint64_t most = 1;
  for (const ChartSeries& one : plot.series)
    for (const std::uint64_t value : one.values) most = std::max(most, value);
  const std::uint64_t step = axis_step(most);
  const double group = kWidth / static_cast<double>(plot.names.size());
  const double width =
      group * 0.8 / static_cast<double>(std::max<std::size_t>(1, plot.series.size()));
  std::string shapes;
  for (std::size_t s = 0; s < plot.series.size(); ++s) {
    for (std::size_t i = 0; i < plot.names.size(); ++i) {
      const std::uint64_t value = value_at(plot.series[s], i);
      if (value == 0) continue;
      const double height =
          kHeight * static_cast<double>(value) / static_cast<double>(step * kSteps);
      const double x = group * (static_cast<double>(i) + 0.1) + width * static_cast<double>(s);
      shapes += "<rect class=\"" + plot.series[s].kind + "\" x=\"" + svg_number(x) + "\" y=\"" +
                svg_number(kHeight - height) + "\" width=\"" + svg_number(width) + "\" height=\"" +
                svg_number(height) + "\"/>";
    }
  }
  return frame(plot, step, shapes, false);
}

}  // namespace keyhound
