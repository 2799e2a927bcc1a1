// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/sql_value.h"

#include "scanner/base/utf8.h"

namespace keyhound {

std::int64_t whole_number(const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* number = std::get_if<double>(&value)) return static_cast<std::int64_t>(*number);
  return 0;
}

double real_number(const SqlValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  return static_cast<double>(whole_number(value));
}

std::string_view text_of(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

SqlValue storable(std::string_view text) {
  std::string stored;
  stored.reserve(text.size());
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8(text);
    if (unit.valid && unit.code_point != 0)
      stored.append(text.substr(0, unit.length));
    else
      append_utf8(stored, 0xFFFD);
    text.remove_prefix(unit.length);
  }
  return stored;
}

SqlValue storable_or_null(std::string_view text) {
  return text.empty() ? SqlValue() : storable(text);
}

}  // namespace keyhound
