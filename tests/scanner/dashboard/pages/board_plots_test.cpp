// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/pages/board_plots.h"

#include "tests/scanner/dashboard/board_of_questions.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("Plots have the runs that have totals, and each series a value for each") {
  const BoardModel model = board_of_questions();
  for (const ChartPlot& plot :
       {severity_plot(model), change_plot(model), outcome_plot(model), policy_plot(model)}) {
    CAPTURE(plot.title);
    CHECK(plot.names == std::vector<std::string>{"2026-11-28 night-1", "2026-11-29 night-2"});
    for (const ChartSeries& one : plot.series) CHECK(one.values.size() == 2);
  }
  CHECK(severity_plot(model).series.back().values == std::vector<std::uint64_t>{0, 1});
  CHECK(policy_plot(model).series[0].values == std::vector<std::uint64_t>{1, 3});
}

TEST_CASE("Of many runs the last are drawn") {
  BoardModel model;
  for (std::size_t i = 0; i < kMostPoints + 5; ++i) {
    BoardRun run;
    run.key = std::to_string(i);
    run.totals["findings.open.high"] = static_cast<std::int64_t>(i);
    model.runs.push_back(run);
  }
  const ChartPlot plot = severity_plot(model);
  CHECK(plot.names.size() == kMostPoints);
  CHECK(plot.series[3].values.front() == 5);
}
