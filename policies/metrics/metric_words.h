// SPDX-License-Identifier: Apache-2.0
// Private to policies/metrics: metrics in words, for text and HTML alike. Nothing is escaped. Pure.
#pragma once

#include <string>

#include "policies/metrics/metric.h"

namespace keyhound {

// "12 days", ">= 3 hours".
std::string words_of(const Length& length);
// "57.1 % (4 of 7)", "p50 12 days, p90 >= 40 days, max >= 90 days; 12, of them 3 still open",
// "no data: no ledger was given".
std::string words_of(const MetricValue& value);
// "left out: 2 false positive; 1 waived"; empty: nothing was.
std::string words_of(const std::vector<Exclusion>& excluded);

}  // namespace keyhound
