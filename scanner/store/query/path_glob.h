// SPDX-License-Identifier: Apache-2.0
// A glob over paths as SQL. The two databases have no pattern in common that means the same, so SQL
// answers somewhat more than the glob does: where the glob begins with plain text, a range that an
// index serves, and LIKE for the rest. Whoever reads the rows asks the Glob itself.
#pragma once

#include <string>
#include <string_view>

namespace keyhound {

class SqlStatement;

// The plain text that every match begins with.
std::string plain_beginning(std::string_view glob);
// A pattern for LIKE with the escape '!' that matches whatever the glob does.
std::string like_pattern(std::string_view glob);

// Appends " AND ..." over the column.
void append_path_condition(SqlStatement& statement, std::string_view column, std::string_view glob);

}  // namespace keyhound
