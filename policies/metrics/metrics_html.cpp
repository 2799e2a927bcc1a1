// SPDX-License-Identifier: Apache-2.0
// The page holds all that it shows: its policy forbids loading anything, and there is no script.
#include <fmt/format.h>

#include "policies/controls/ledger_summary.h"
#include "policies/metrics/metric_words.h"
#include "policies/metrics/metrics_report.h"
#include "policies/metrics/svg_chart.h"
#include "scanner/base/html_escape.h"

namespace keyhound {
namespace {

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>keyhound metrics</title>
<style>
:root { color-scheme: light dark; --back: #fff; --fore: #1b1b1f; --dim: #5c5f66; --edge: #d5d7dc; --line: #0b5cad; --open: #b3540a; }
@media (prefers-color-scheme: dark) { :root { --back: #16181d; --fore: #e6e6ea; --dim: #a3a7b0; --edge: #3a3d45; --line: #6cb2ff; --open: #ffab66; } }
body { background: var(--back); color: var(--fore); font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; width: 100%; }
caption { color: var(--dim); text-align: left; padding: .25rem 0; }
th, td { border-bottom: 1px solid var(--edge); padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; }
td.n { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
th.n { text-align: right; }
code, small { color: var(--dim); }
figure { margin: 1rem 0; overflow-x: auto; }
svg { height: auto; max-width: 100%; min-width: 32rem; }
.grid { stroke: var(--edge); }
.label { fill: var(--dim); font-size: 11px; }
.line { fill: none; stroke: var(--line); stroke-width: 2; }
.point, .bar { fill: var(--line); }
.bar.open { fill: none; stroke: var(--open); stroke-dasharray: 5 3; stroke-width: 1.5; }
</style>
</head>
<body>
)";

std::string day_of(Timestamp time) { return format_timestamp(time).substr(0, 10); }

// Lines as one paragraph.
std::string paragraph(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    text += (text.empty() ? "" : "<br>") + html_escape(lines.substr(0, end));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return text;
}

std::string header(const MetricsReport& report) {
  std::string files;
  for (const std::string& file : report.registry_files) files += (files.empty() ? "" : ", ") + file;
  return fmt::format(
      "<main>\n<h1>Metrics as of {}</h1>\n<p>Evidence: {}</p>\n<p>Registry: {}</p>\n"
      "<p>Period: {}</p>\n",
      format_timestamp(report.now),
      paragraph(ledger_summary_text(report.ledger_path, report.ledger, "")),
      html_escape(files.empty() ? "none: no registry was given" : files),
      html_escape(period_text(report.since, report.until)));
}

std::string metric_tables(const MetricsReport& report) {
  std::string text;
  std::string_view group;
  for (const Metric& metric : report.metrics) {
    if (metric.group != group) {
      if (!group.empty()) text += "</tbody></table>\n";
      text += fmt::format(
          "<h2>{}</h2>\n<table><thead><tr><th scope=\"col\">Metric</th>"
          "<th scope=\"col\">Value</th></tr></thead><tbody>\n",
          html_escape(metric.group));
      group = metric.group;
    }
    const std::string excluded = words_of(metric.measure.excluded);
    text += fmt::format("<tr><th scope=\"row\">{}<br><code>{}</code></th><td>{}{}</td></tr>\n",
                        html_escape(metric.title), html_escape(metric.name),
                        html_escape(words_of(metric.measure.value)),
                        excluded.empty() ? "" : "<br><small>" + html_escape(excluded) + "</small>");
  }
  return text + "</tbody></table>\n";
}

std::string counts_cells(const OutcomeCounts& counts) {
  std::string text = fmt::format("<td class=\"n\">{}</td>", percent(pass_rate(counts)));
  for (const Outcome outcome : {Outcome::kPass, Outcome::kFail, Outcome::kError, Outcome::kWaived})
    text += fmt::format("<td class=\"n\">{}</td>", counts[static_cast<std::size_t>(outcome)]);
  return text;
}

std::string counts_head(std::string_view first) {
  std::string text = fmt::format("<thead><tr><th scope=\"col\">{}</th>", first);
  for (const char* name : {"Pass rate", "Pass", "Fail", "Error", "Waived"})
    text += fmt::format("<th scope=\"col\" class=\"n\">{}</th>", name);
  return text + "</tr></thead><tbody>\n";
}

std::string row(const std::string& name, const OutcomeCounts& counts) {
  return fmt::format("<tr><th scope=\"row\">{}</th>{}</tr>\n", html_escape(name),
                     counts_cells(counts));
}

std::string pass_rates(const MetricsReport& report) {
  std::string text = "<h2>Pass rate over time</h2>\n";
  if (report.policies.empty()) return text + "<p>no data: no policy was evaluated</p>\n";
  text += "<figure>\n" + pass_rate_chart(report.all_policies, report.bucket) + "</figure>\n";
  text += fmt::format(
      "<table><caption>All policies by {}; waived is no pass and no failure"
      "</caption>{}",
      to_string(report.bucket), counts_head("From"));
  for (const SeriesPoint& point : report.all_policies.points)
    text += row(day_of(point.start), point.counts);
  text += "</tbody></table>\n<table><caption>By policy, in the whole period</caption>" +
          counts_head("Policy");
  text += row("all", report.all_policies.total);
  for (const PolicySeries& series : report.policies) text += row(series.policy, series.total);
  return text + "</tbody></table>\n";
}

std::string exposures(const MetricsReport& report) {
  std::string text = "<h2>Longest exposures</h2>\n";
  if (report.exposures.empty()) return text + "<p>no data: no leak with a known time</p>\n";
  text += "<figure>\n" + exposure_chart(report.exposures) + "</figure>\n";
  text +=
      "<table><caption>From leak to verified revocation; &gt;=: still usable</caption><thead><tr>"
      "<th scope=\"col\">Length</th><th scope=\"col\">Leaked</th><th scope=\"col\">State</th>"
      "<th scope=\"col\">Rule</th><th scope=\"col\">Credential</th>"
      "<th scope=\"col\">Fingerprint</th></tr></thead><tbody>\n";
  for (const Exposure& one : report.exposures) {
    text += fmt::format(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>"
        "\n",
        html_escape(words_of(one.length)), day_of(one.leaked), html_escape(one.state),
        html_escape(one.rule), html_escape(one.credential), html_escape(one.fingerprint));
  }
  text += "</tbody></table>\n";
  if (report.more_exposures > 0) text += fmt::format("<p>and {} more</p>\n", report.more_exposures);
  return text;
}

}  // namespace

std::string metrics_html(const MetricsReport& report) {
  return std::string(kHead) + header(report) + pass_rates(report) + exposures(report) +
         metric_tables(report) + "</main>\n</body>\n</html>\n";
}

}  // namespace keyhound
