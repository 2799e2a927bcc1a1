// SPDX-License-Identifier: Apache-2.0
// A cell of CSV (RFC 4180) that no spreadsheet takes for a formula. Pure.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

// Quoted always. What a spreadsheet would take for a formula (=, +, -, @, a tab or a carriage
// return in front) gets an apostrophe in front.
std::string csv_cell(std::string_view text);

}  // namespace keyhound
