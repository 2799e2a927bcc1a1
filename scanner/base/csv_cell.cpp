// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/csv_cell.h"

namespace keyhound {

std::string csv_cell(std::string_view text) {
  std::string cell = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    cell += '\'';
  for (const char c : text) {
    cell += c;
    if (c == '"') cell += '"';
  }
  return cell + '"';
}

}  // namespace keyhound
