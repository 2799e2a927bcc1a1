// SPDX-License-Identifier: Apache-2.0
// Private to policies/metrics: charts as inline SVG, with a title and a description for those who
// do not see them. Colours come from the classes of the page. Pure.
#pragma once

#include <string>
#include <vector>

#include "policies/metrics/evaluation_series.h"
#include "policies/metrics/metrics_report.h"

namespace keyhound {

// The pass rate over time, from 0 to 100 %. Buckets without a decision are gaps in the line.
std::string pass_rate_chart(const PolicySeries& series, Bucket bucket);

// A bar for each exposure, the longest first; what still goes on has an open end.
std::string exposure_chart(const std::vector<Exposure>& exposures);

}  // namespace keyhound
