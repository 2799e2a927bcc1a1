// SPDX-License-Identifier: Apache-2.0
// Values as text: for messages, and as JSON for `keyhound policy eval`. Pure, thread-safe.
#pragma once

#include <string>

#include "policies/language/cel_value.h"

namespace keyhound {

// For people: strings as they are, times as 2026-11-23 when they are midnight (UTC) and else as
// 2026-11-23T09:00:00Z, durations as "12 days", lists joined by ", ", null as "null", records by
// their names, errors by their reasons.
std::string to_text(const CelValue& value);

// JSON. Doubles always have a point or an exponent; NaN and the infinities are strings. Times and
// durations are strings as string() of the language writes them. Keys are in order. Records show
// their fields four levels down, deeper ones their names. An error is {"error": reason}.
std::string to_json_text(const CelValue& value);

}  // namespace keyhound
