// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "policies/metrics/metric_words.h"
#include "scanner/base/html_escape.h"

namespace keyhound {
namespace {

// In user units of the view box.
constexpr double kWidth = 720;
constexpr double kLeft = 48;  // room for the labels of the axis
constexpr double kRight = 704;
constexpr double kTop = 12;
constexpr double kBottom = 188;
constexpr double kChartHeight = 216;
constexpr double kBarHeight = 22;
constexpr double kBarLeft = 8;
constexpr double kBarRight = 560;  // behind it stands the length

std::string day_of(Timestamp time) { return format_timestamp(time).substr(0, 10); }

double y_of(double rate) { return kBottom - rate * (kBottom - kTop); }

std::string opening(std::string_view id, double height, const std::string& title,
                    const std::string& description) {
  return fmt::format(
      "<svg role=\"img\" aria-labelledby=\"{0}-title {0}-desc\" viewBox=\"0 0 {1:.0f} {2:.0f}\">\n"
      "<title id=\"{0}-title\">{3}</title>\n<desc id=\"{0}-desc\">{4}</desc>\n",
      id, kWidth, height, html_escape(title), html_escape(description));
}

struct ChartPoint {
  double x = 0;
  double rate = 0;
  std::uint64_t index = 0;  // of its bucket: neighbours are joined
};

std::vector<ChartPoint> points_of(const PolicySeries& series, Bucket bucket) {
  const std::int64_t step = (bucket == Bucket::kDay ? 1 : 7) * std::int64_t{86'400};
  const Timestamp first = series.points.front().start;
  const double span =
      std::max<double>(1, static_cast<double>((series.points.back().start - first).seconds));
  std::vector<ChartPoint> points;
  for (const SeriesPoint& point : series.points) {
    const auto rate = pass_rate(point.counts);
    if (!rate) continue;
    const std::int64_t offset = (point.start - first).seconds;
    points.push_back({kLeft + static_cast<double>(offset) / span * (kRight - kLeft), *rate,
                      static_cast<std::uint64_t>(offset / step)});
  }
  return points;
}

std::string axis(const PolicySeries& series) {
  std::string text;
  for (const double rate : {0.0, 0.5, 1.0}) {
    text += fmt::format(
        "<line class=\"grid\" x1=\"{:.0f}\" y1=\"{:.1f}\" x2=\"{:.0f}\" y2=\"{:.1f}\"/>\n"
        "<text class=\"label\" x=\"{:.0f}\" y=\"{:.1f}\" text-anchor=\"end\">{:.0f} %</text>\n",
        kLeft, y_of(rate), kRight, y_of(rate), kLeft - 6, y_of(rate) + 4, rate * 100);
  }
  text += fmt::format("<text class=\"label\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n", kLeft,
                      kChartHeight - 8, day_of(series.points.front().start));
  if (series.points.size() > 1) {
    text += fmt::format(
        "<text class=\"label\" x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>\n", kRight,
        kChartHeight - 8, day_of(series.points.back().start));
  }
  return text;
}

}  // namespace

std::string pass_rate_chart(const PolicySeries& series, Bucket bucket) {
  if (series.points.empty()) return {};
  const auto points = points_of(series, bucket);
  std::string text = opening(
      "pass-rate", kChartHeight, fmt::format("Pass rate of all policies by {}", to_string(bucket)),
      fmt::format("From {} to {}; in all {}. The table beside it has the numbers.",
                  day_of(series.points.front().start), day_of(series.points.back().start),
                  percent(pass_rate(series.total))));
  text += axis(series);
  std::string line;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool is_joined = i > 0 && points[i - 1].index + 1 == points[i].index;
    line +=
        fmt::format("{}{:.1f} {:.1f}", is_joined ? "L" : "M", points[i].x, y_of(points[i].rate));
  }
  if (!line.empty()) text += "<path class=\"line\" d=\"" + line + "\"/>\n";
  for (const ChartPoint& point : points) {
    text += fmt::format("<circle class=\"point\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.5\"/>\n",
                        point.x, y_of(point.rate));
  }
  return text + "</svg>\n";
}

std::string exposure_chart(const std::vector<Exposure>& exposures) {
  if (exposures.empty()) return {};
  const auto longest = std::max<std::int64_t>(1, exposures.front().length.duration.seconds);
  std::string text = opening(
      "exposures", static_cast<double>(exposures.size()) * kBarHeight + 8, "Longest exposures",
      fmt::format("{} leaked values, the longest for {}. The table beside it has the numbers.",
                  exposures.size(), words_of(exposures.front().length)));
  double y = 4;
  for (const Exposure& one : exposures) {
    const double width = std::max(1.0, static_cast<double>(one.length.duration.seconds) /
                                           static_cast<double>(longest) * (kBarRight - kBarLeft));
    text += fmt::format(
        "<rect class=\"{}\" x=\"{:.0f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.0f}\"/>\n"
        "<text class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
        one.length.at_least ? "bar open" : "bar", kBarLeft, y, width, kBarHeight - 6,
        kBarLeft + width + 6, y + 12, html_escape(words_of(one.length)));
    y += kBarHeight;
  }
  return text + "</svg>\n";
}

}  // namespace keyhound
