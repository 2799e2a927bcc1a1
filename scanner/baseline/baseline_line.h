// SPDX-License-Identifier: Apache-2.0
// One line of a baseline: `<fingerprint> <rule> [verdict=...] [until=...] ["note"]`. Pure
// functions.
#pragma once

#include <string>
#include <string_view>

#include "scanner/baseline/baseline.h"

namespace keyhound {

// kConfiguration: what is wrong, and what to write instead.
Result<BaselineEntry> parse_baseline_line(std::string_view line);

// Without a line end. Control characters of the note become blanks.
std::string write_baseline_line(const BaselineEntry& entry);

}  // namespace keyhound
