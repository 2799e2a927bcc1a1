// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: times and durations, with nanoseconds, from text and as text.
#pragma once

#include <string>
#include <string_view>

#include "policies/language/cel_value.h"

namespace keyhound {

// RFC 3339 with up to nine decimals, or a date alone, which is its midnight (UTC). A timestamp or
// an error, which quotes nothing.
CelValue read_cel_time(std::string_view text);

// Numbers with units, "1h30m", "-1.5s", "250ms" (h, m, s, ms, us, ns), or ISO 8601, "P90D". A
// duration or an error, which quotes nothing.
CelValue read_cel_length(std::string_view text);

// "2026-11-23T09:00:00.25Z". REQUIRES: a timestamp.
std::string write_cel_time(const CelValue& time);

// In seconds: "5400s", "-1.5s". REQUIRES: a duration.
std::string write_cel_length(const CelValue& length);

}  // namespace keyhound
