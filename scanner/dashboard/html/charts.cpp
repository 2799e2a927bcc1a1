// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/html/charts.h"

#include <algorithm>

#include "scanner/base/html_escape.h"
#include "scanner/dashboard/html/chart_shapes.h"
#include "scanner/dashboard/html/html_text.h"

namespace keyhound {
namespace {

std::uint64_t sum_of(const std::vector<ChartPart>& parts) {
  std::uint64_t sum = 0;
  for (const ChartPart& part : parts) sum += part.count;
  return sum;
}

// The parts side by side; `whole` fills the width.
std::string stack(const std::vector<ChartPart>& parts, std::uint64_t whole,
                  std::string_view class_name) {
  std::string html = "<svg class=\"" + std::string(class_name) +
                     "\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" "
                     "aria-hidden=\"true\">";
  double at = 0;
  for (const ChartPart& part : parts) {
    if (part.count == 0 || whole == 0) continue;
    const double width = 1000.0 * static_cast<double>(part.count) / static_cast<double>(whole);
    html += "<rect class=\"" + part.kind + "\" x=\"" + svg_number(at) + "\" width=\"" +
            svg_number(width) + "\" height=\"10\"/>";
    at += width;
  }
  return html + "</svg>";
}

}  // namespace

std::string share_chart(const std::vector<ChartPart>& parts) {
  const std::uint64_t whole = sum_of(parts);
  std::string html = whole == 0 ? std::string() : stack(parts, whole, "share");
  html += "<ul class=\"shares\">\n";
  for (const ChartPart& part : parts) {
    const std::string label = html_escape(capitalised(part.label));
    html += "<li><span class=\"key " + part.kind + "\" aria-hidden=\"true\"></span>" +
            (part.address.empty() ? "<span>" + label + "</span>" : link_html(part.address, label)) +
            " <span class=\"count\">" + grouped(part.count) + "</span></li>\n";
  }
  return html + "</ul>\n";
}

std::uint64_t ChartBar::sum() const { return sum_of(parts); }

std::string bars_chart(const std::vector<ChartBar>& bars) {
  if (bars.empty()) return "<p class=\"empty\">None.</p>\n";
  std::uint64_t most = 1;
  for (const ChartBar& bar : bars) most = std::max(most, bar.sum());
  std::string html = "<ul class=\"bars\">\n";
  for (const ChartBar& bar : bars) {
    const std::string note =
        bar.note.empty() ? "" : "<span class=\"sub\">" + html_escape(bar.note) + "</span>";
    html += "<li><a class=\"bar\" href=\"" + html_escape(bar.address) +
            "\"><span class=\"label\">" + bar.html_label + note + "</span><span class=\"count\">" +
            grouped(bar.sum()) + "</span>" + stack(bar.parts, most, "meter") + "</a></li>\n";
  }
  return html + "</ul>\n";
}

std::vector<ChartPart> severity_parts(const BoardTally& tally) {
  std::vector<ChartPart> parts;
  for (std::size_t rank = kBoardSeverities; rank-- > 0;) {
    const std::string name(board_severity(rank));
    parts.push_back({name, tally.open_by_severity[rank], name, {}});
  }
  return parts;
}

std::string spark_line(const std::vector<std::int64_t>& values, std::string_view words) {
  const bool is_flat =
      std::all_of(values.begin(), values.end(), [](auto value) { return value <= 0; });
  if (values.size() < 2 || is_flat) return {};
  const std::int64_t most =
      std::max<std::int64_t>(1, *std::max_element(values.begin(), values.end()));
  std::string points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = 100.0 * static_cast<double>(i) / static_cast<double>(values.size() - 1);
    const double y = 19.0 - 18.0 * static_cast<double>(std::max<std::int64_t>(0, values[i])) /
                                static_cast<double>(most);
    points += (i == 0 ? "" : " ") + svg_number(x) + "," + svg_number(y);
  }
  return "<svg class=\"spark\" role=\"img\" aria-label=\"" + html_escape(words) +
         "\" viewBox=\"0 0 100 20\" preserveAspectRatio=\"none\"><polyline points=\"" + points +
         "\"/></svg>";
}

}  // namespace keyhound
