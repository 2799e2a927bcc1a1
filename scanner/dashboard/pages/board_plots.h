// SPDX-License-Identifier: Apache-2.0
// What plots draw of the runs of a store. Pure.
#pragma once

#include "scanner/dashboard/html/charts.h"
#include "scanner/dashboard/model/board_model.h"

namespace keyhound {

// Points of a plot beyond so many would be thinner than a line.
inline constexpr std::size_t kMostPoints = 120;

ChartPlot severity_plot(const BoardModel& model);  // open findings, by severity
ChartPlot change_plot(const BoardModel& model);    // new, came back, fixed
ChartPlot outcome_plot(const BoardModel& model);   // of targets
ChartPlot policy_plot(const BoardModel& model);    // what failed a policy, over all of them

}  // namespace keyhound
