// SPDX-License-Identifier: Apache-2.0
// A value of a row as a cell of text. Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/store/query/question.h"
#include "scanner/store/sql_value.h"

namespace keyhound {

// As a text, which is untrusted still: "yes" and "no" of flags; empty for NULL.
std::string query_cell(const SqlValue& value, CellType type);

// `text` for a terminal or a log: escaped, and no command to a CI system ("##[", "::" in front).
std::string shown_cell(std::string_view text);

}  // namespace keyhound
