// SPDX-License-Identifier: Apache-2.0
// Private to report/: the JSON that the page is made of. It is for the page alone and may change:
// programs read the JSON report. Pure.
#pragma once

#include "scanner/report/report_format.h"

namespace keyhound {

// More findings than this are not written: the worst are, and `left_out` has the number of others.
inline constexpr std::size_t kMostPageFindings = 25'000;

// Those that are written, in report order.
std::vector<const Finding*> page_findings(const ScanResult& result, std::size_t most);

// Writes it piece by piece; no finding is held twice.
void write_page_data(const ScanResult& result, const ReportOptions& options,
                     const ReportSink& sink);

}  // namespace keyhound
