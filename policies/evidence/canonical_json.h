// SPDX-License-Identifier: Apache-2.0
// Private to policies/: the one text of a JSON value, after RFC 8785 (JSON Canonicalization
// Scheme): members sorted by UTF-16 code units, numbers as ECMAScript writes them, no space. Pure.
#pragma once

#include <string>
#include <string_view>

#include "policies/json.h"
#include "scanner/base/result.h"

namespace keyhound {

// kCorrupt for what has no canonical form: text that is not UTF-8, NaN and infinities, and whole
// numbers that would lose digits as a double. No message quotes the value.
Result<std::string> canonical_json(const Json& value);

// Appends `text` as a JSON string. REQUIRES: `text` is valid UTF-8.
void append_json_string(std::string& out, std::string_view text);

// As Number::toString of ECMA-262 writes it: the fewest digits that read back as the same double.
// REQUIRES: `value` is finite.
std::string ecmascript_number(double value);

// Whether key `a` comes before `b`, in the order of their UTF-16 code units. Both valid UTF-8.
bool is_before_in_utf16(std::string_view a, std::string_view b);

}  // namespace keyhound
