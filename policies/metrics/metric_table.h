// SPDX-License-Identifier: Apache-2.0
// Private to policies/: the table of metrics: name, where it stands in reports, title, and the
// function that measures it. A metric is added here, in measures.h, and in docs/METRICS.md.
#pragma once

#include <span>
#include <string_view>

#include "policies/metrics/metric.h"
#include "policies/metrics/metrics_input.h"

namespace keyhound {

struct MetricRow {
  std::string_view name;   // "exposure.window"; stable, scripts know it
  std::string_view group;  // heading; rows of a group stand together
  std::string_view title;  // one line
  Measure (*measure)(const MetricsInput& input);
};

std::span<const MetricRow> metric_table();

}  // namespace keyhound
