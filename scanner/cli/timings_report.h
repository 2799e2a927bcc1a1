// SPDX-License-Identifier: Apache-2.0
// What --timings prints: where the time of a scan went.
#pragma once

#include "scanner/model/scan_result.h"

namespace keyhound {

// Writes a table to standard error. `report_seconds`: what judging and writing reports took.
void print_timings(const ScanResult& result, double report_seconds);

}  // namespace keyhound
