// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/query/query_cell.h"

#include <fmt/format.h>

#include "scanner/base/text_encode.h"

namespace keyhound {

std::string query_cell(const SqlValue& value, CellType type) {
  if (std::holds_alternative<std::monostate>(value)) return {};
  if (type == CellType::kFlag) return whole_number(value) != 0 ? "yes" : "no";
  if (type == CellType::kNumber) return fmt::format("{}", whole_number(value));
  if (type == CellType::kSeconds) return fmt::format("{:.2f}", real_number(value));
  return std::string(text_of(value));
}

std::string shown_cell(std::string_view text) {
  std::string shown = escape_for_terminal(text);
  for (std::size_t at = shown.find("##"); at != std::string::npos; at = shown.find("##", at))
    shown.insert(at + 1, 1, ' ');
  const std::size_t first = shown.find_first_not_of(' ');
  if (first != std::string::npos && shown.compare(first, 2, "::") == 0)
    shown.insert(first + 1, 1, ' ');
  return shown;
}

}  // namespace keyhound
