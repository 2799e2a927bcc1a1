// SPDX-License-Identifier: Apache-2.0
// The last lines of the text report: what was found, what was scanned, and what was not.
#pragma once

#include <cstdint>
#include <string>

#include "scanner/model/scan_result.h"
#include "scanner/report/text/text_page.h"

namespace keyhound {

// One line for what a baseline accepts, where that is not listed.
void write_accepted(TextPage& page, const ScanResult& result);
void write_summary(TextPage& page, const ScanResult& result);

// "999 bytes", "12.3 kB", "1.8 GB": three digits, powers of 1000.
std::string describe_bytes(std::uint64_t bytes);

}  // namespace keyhound
