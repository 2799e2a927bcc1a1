// SPDX-License-Identifier: Apache-2.0
// The end of something that people accept for a time, as they write it: a day counts to its end.
// Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/time.h"

namespace keyhound {

// The last second of a day (`2027-01-31`), in UTC, or the point in time that is written
// (`2027-01-31T12:00:00Z`). kConfiguration for anything else.
Result<Timestamp> parse_end_date(std::string_view text);

// The form that parse_end_date() reads, the shorter one where that says it: "2027-01-31".
std::string format_end_date(Timestamp end);

}  // namespace keyhound
