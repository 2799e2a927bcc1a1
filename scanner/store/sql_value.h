// SPDX-License-Identifier: Apache-2.0
// SqlValue: what goes into a statement and comes out of a row. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace keyhound {

// NULL, a whole number, a floating-point number or a text (valid UTF-8, without NUL).
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;
using SqlRow = std::vector<SqlValue>;

// Of a column whose type is known; 0 or empty for NULL.
std::int64_t whole_number(const SqlValue& value);
double real_number(const SqlValue& value);
std::string_view text_of(const SqlValue& value);

// A text as the store takes it: bytes that are no UTF-8, and NUL, are replaced.
SqlValue storable(std::string_view text);
// An empty text as NULL: times that are not known.
SqlValue storable_or_null(std::string_view text);

}  // namespace keyhound
