// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "policies/controls/ledger_summary.h"
#include "policies/metrics/metric_words.h"
#include "policies/metrics/metrics_report.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kShownBuckets = 6;

std::string registry_line(const MetricsReport& report) {
  if (report.registry_files.empty()) return "registry   none: no registry was given\n";
  std::string files;
  for (const std::string& file : report.registry_files)
    files += (files.empty() ? "" : ", ") + escape_for_terminal(file);
  return "registry   " + files + "\n";
}

// Column widths in bytes: names and titles are ours, in ASCII.
std::string metrics_lines(const MetricsReport& report) {
  std::size_t width = 0;
  for (const Metric& metric : report.metrics) width = std::max(width, metric.name.size());
  std::string text;
  std::string_view group;
  for (const Metric& metric : report.metrics) {
    if (metric.group != group) text += fmt::format("\n{}\n", metric.group);
    group = metric.group;
    text += fmt::format("  {:<{}}  {}\n", metric.name, width, metric.title);
    text += fmt::format("  {:<{}}  {}\n", "", width,
                        escape_for_terminal(words_of(metric.measure.value)));
    const std::string excluded = words_of(metric.measure.excluded);
    if (!excluded.empty())
      text += fmt::format("  {:<{}}  {}\n", "", width, escape_for_terminal(excluded));
  }
  return text;
}

std::string day_of(Timestamp time) { return format_timestamp(time).substr(0, 10); }

std::string series_line(const PolicySeries& series) {
  const auto of = [&series](Outcome outcome) {
    return series.total[static_cast<std::size_t>(outcome)];
  };
  std::string text = fmt::format("  {:<8} {:>9} {:>9} {:>9} {:>9} {:>9}  ",
                                 series.policy.empty() ? "all" : escape_for_terminal(series.policy),
                                 percent(pass_rate(series.total)), of(Outcome::kPass),
                                 of(Outcome::kFail), of(Outcome::kError), of(Outcome::kWaived));
  const std::size_t count = series.points.size();
  const std::size_t first = count - std::min(count, kShownBuckets);
  for (std::size_t i = first; i < count; ++i) {
    text += fmt::format("{}{} {}", i == first ? "" : ", ", day_of(series.points[i].start),
                        percent(pass_rate(series.points[i].counts)));
  }
  return text + "\n";
}

std::string series_lines(const MetricsReport& report) {
  if (report.policies.empty()) return {};
  std::string text = fmt::format(
      "\nPass rate by policy; waived is no pass and no failure\n"
      "  {:<8} {:>9} {:>9} {:>9} {:>9} {:>9}  newest {}s\n",
      "policy", "pass rate", "pass", "fail", "error", "waived", to_string(report.bucket));
  text += series_line(report.all_policies);
  for (const PolicySeries& series : report.policies) text += series_line(series);
  return text;
}

std::string exposure_lines(const MetricsReport& report) {
  if (report.exposures.empty()) return {};
  std::string text = "\nLongest exposures\n";
  for (const Exposure& one : report.exposures) {
    text += fmt::format("  {:<14} {:<18} {}  {}{}\n", words_of(one.length), one.state,
                        escape_for_terminal(one.fingerprint), escape_for_terminal(one.rule),
                        one.credential.empty() ? "" : " " + escape_for_terminal(one.credential));
  }
  if (report.more_exposures > 0) text += fmt::format("  and {} more\n", report.more_exposures);
  return text;
}

}  // namespace

std::string metrics_text(const MetricsReport& report) {
  std::string text = fmt::format("Metrics as of {}\n", format_timestamp(report.now));
  text += ledger_summary_text(report.ledger_path, report.ledger, "evidence   ");
  text += registry_line(report);
  if (report.ledger)
    text += fmt::format("period     {}\n", period_text(report.since, report.until));
  return text + metrics_lines(report) + series_lines(report) + exposure_lines(report);
}

}  // namespace keyhound
