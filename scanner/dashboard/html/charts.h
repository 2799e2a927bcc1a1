// SPDX-License-Identifier: Apache-2.0
// Charts as inline SVG that scripts need not draw. Lengths are attributes of SVG, since the pages'
// policy forbids style attributes; labels are HTML, so that a chart that is stretched keeps its
// type. Every chart says in words what it shows, and plots have their numbers as a table. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dashboard/model/board_model.h"

namespace keyhound {

// A part of a whole. Kinds are colours of dashboard.css: severities, "fresh", "fixed", ...
struct ChartPart {
  std::string label;
  std::uint64_t count = 0;
  std::string kind;
  std::string address;  // where the label leads; empty: nowhere
};

// One bar, with its parts listed below. Nothing but zeros: only the list.
std::string share_chart(const std::vector<ChartPart>& parts);

struct ChartBar {
  std::string html_label;
  std::string note;  // under the label; plain text
  std::string address;
  std::vector<ChartPart> parts;  // their sum is the bar's length

  [[nodiscard]] std::uint64_t sum() const;
};

// Bars below each other, each a link; the longest fills the width.
std::string bars_chart(const std::vector<ChartBar>& bars);
// The parts of a tally by severity, the worst first.
std::vector<ChartPart> severity_parts(const BoardTally& tally);

struct ChartSeries {
  std::string name;
  std::string kind;
  std::vector<std::uint64_t> values;
};

struct ChartPlot {
  std::string title;
  std::string unit;                // "run": what a point is
  std::vector<std::string> names;  // of the points, for the table and hints
  std::string first;               // under the left end
  std::string last;                // under the right end
  std::vector<ChartSeries> series;
};

// Areas on top of each other, the first series at the bottom.
std::string area_plot(const ChartPlot& plot);
// Columns side by side at each point.
std::string column_plot(const ChartPlot& plot);

// A line as high as a word, for a cell of a table; `words` says what it shows.
std::string spark_line(const std::vector<std::int64_t>& values, std::string_view words);

}  // namespace keyhound
