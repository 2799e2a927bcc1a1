// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/toml_document.h"

#include <algorithm>
#include <sstream>
#include <tuple>

#include "scanner/rules/toml_parse.h"

namespace keyhound {
namespace {

TomlPlace place_of(const toml::source_region& region) {
  return {region.begin.line, region.begin.column};
}

// As TOML writes a date, a time or both, an offset or none.
template <class T>
std::string text_of(const toml::value<T>& value) {
  std::ostringstream text;
  text << value.get();
  return text.str();
}

TomlItem item_of(const toml::node& node);

TomlItem table_of(const toml::table& table) {
  TomlItem item;
  for (const auto& [key, node] : table)
    item.members.push_back({std::string(key.str()), place_of(key.source()), item_of(node)});
  std::sort(item.members.begin(), item.members.end(), [](const TomlMember& a, const TomlMember& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
  return item;
}

TomlItem array_of(const toml::array& array) {
  TomlItem item;
  item.kind = TomlItem::Kind::kArray;
  for (const toml::node& node : array) item.elements.push_back(item_of(node));
  return item;
}

TomlItem value_of(const toml::node& node) {
  TomlItem item;
  if (const auto* text = node.as_string()) {
    item.kind = TomlItem::Kind::kText;
    item.text = text->get();
  } else if (const auto* flag = node.as_boolean()) {
    item.kind = TomlItem::Kind::kFlag;
    item.flag = flag->get();
  } else if (const auto* number = node.as_integer()) {
    item.kind = TomlItem::Kind::kInteger;
    item.text = std::to_string(number->get());
    item.integer = number->get();
  } else if (const auto* date = node.as_date()) {
    item.kind = TomlItem::Kind::kTime;
    item.text = text_of(*date);
  } else if (const auto* moment = node.as_date_time()) {
    item.kind = TomlItem::Kind::kTime;
    item.text = text_of(*moment);
  } else if (const auto* time = node.as_time()) {
    item.kind = TomlItem::Kind::kTime;
    item.text = text_of(*time);
  } else if (const auto* real = node.as_floating_point()) {
    item.kind = TomlItem::Kind::kNumber;
    item.number = real->get();
  }
  return item;
}

// The parser bounds how deep values and keys nest.
TomlItem item_of(const toml::node& node) {
  const toml::table* table = node.as_table();
  const toml::array* array = node.as_array();
  TomlItem item = table != nullptr   ? table_of(*table)
                  : array != nullptr ? array_of(*array)
                                     : value_of(node);
  item.place = place_of(node.source());
  return item;
}

}  // namespace

std::string_view describe(TomlItem::Kind kind) {
  switch (kind) {
    case TomlItem::Kind::kTable:
      return "a table";
    case TomlItem::Kind::kArray:
      return "a list";
    case TomlItem::Kind::kText:
      return "a string";
    case TomlItem::Kind::kInteger:
      return "a whole number";
    case TomlItem::Kind::kNumber:
      return "a number";
    case TomlItem::Kind::kFlag:
      return "true or false";
    case TomlItem::Kind::kTime:
      break;
  }
  return "a date";
}

Result<TomlItem> read_toml(std::string_view toml, const std::string& origin) {
  const TomlSource source{origin};
  KEYHOUND_TRY(const toml::table table, parse_toml(toml, source));
  return item_of(table);
}

}  // namespace keyhound
