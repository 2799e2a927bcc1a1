// SPDX-License-Identifier: Apache-2.0
// What a page says before, and without, its scripts: servers that show reports often forbid them.
// Nobody may take such a page for a clean report. Pure.
#pragma once

#include <string>

#include "scanner/model/scan_result.h"

namespace keyhound {

// What was scanned: "acme/pay", else the target. Not escaped.
std::string page_subject(const ScanResult& result);

// HTML: the numbers, everything that was not read, and the worst findings as a table.
std::string static_summary(const ScanResult& result);

}  // namespace keyhound
