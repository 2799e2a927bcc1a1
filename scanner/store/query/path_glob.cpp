// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/path_glob.h"

#include <fmt/format.h>

#include "scanner/store/query/sql_statement.h"

namespace keyhound {
namespace {

constexpr std::string_view kSpecial = "*?\\";
constexpr char kEscape = '!';

// The least text that is greater than all that begin with `beginning`; empty: there is none.
std::string end_of_range(std::string beginning) {
  // UTF-8 has no byte above 0xf4: one that is added there is still in order by bytes, and valid.
  while (!beginning.empty() && static_cast<unsigned char>(beginning.back()) >= 0x7f)
    beginning.pop_back();
  if (!beginning.empty()) ++beginning.back();
  return beginning;
}

}  // namespace

std::string plain_beginning(std::string_view glob) {
  return std::string(glob.substr(0, glob.find_first_of(kSpecial)));
}

std::string like_pattern(std::string_view glob) {
  std::string pattern;
  for (std::size_t i = 0; i < glob.size(); ++i) {
    char c = glob[i];
    if (c == '*') {
      if (!pattern.ends_with('%')) pattern += '%';
      // "**/" may match nothing, not even the slash.
      const bool is_any_folder = glob.substr(i).starts_with("**/");
      if (glob.substr(i).starts_with("**")) ++i;
      if (is_any_folder) ++i;
      continue;
    }
    if (c == '?') {
      pattern += '_';
      continue;
    }
    if (c == '\\' && i + 1 < glob.size()) c = glob[++i];
    if (c == '%' || c == '_' || c == kEscape) pattern += kEscape;
    pattern += c;
  }
  return pattern;
}

void append_path_condition(SqlStatement& statement, std::string_view column,
                           std::string_view glob) {
  if (glob.find_first_of(kSpecial) == std::string_view::npos) {
    statement.append(fmt::format(" AND {} = ", column));
    statement.append(statement.bind(storable(glob)));
    return;
  }
  const std::string beginning = plain_beginning(glob);
  const std::string end = end_of_range(beginning);
  if (!beginning.empty()) {
    statement.append(fmt::format(" AND {} >= ", column));
    statement.append(statement.bind(storable(beginning)));
  }
  if (!end.empty()) {
    statement.append(fmt::format(" AND {} < ", column));
    statement.append(statement.bind(storable(end)));
  }
  statement.append(fmt::format(" AND {} LIKE ", column));
  statement.append(statement.bind(storable(like_pattern(glob))));
  statement.append(fmt::format(" ESCAPE '{}'", kEscape));
}

}  // namespace keyhound
