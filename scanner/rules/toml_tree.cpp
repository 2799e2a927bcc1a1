// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/toml_tree.h"

#include "scanner/rules/toml_parse.h"

namespace keyhound {
namespace {

void convert(const toml::node& node, TomlNode& to);

void convert_scalar(const toml::node& node, TomlNode& to) {
  if (const auto* text = node.as_string()) {
    to.kind = TomlNode::Kind::kText;
    to.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    to.kind = TomlNode::Kind::kInteger;
    to.integer = integer->get();
  } else if (const auto* number = node.as_floating_point()) {
    to.kind = TomlNode::Kind::kNumber;
    to.number = number->get();
  } else if (const auto* boolean = node.as_boolean()) {
    to.kind = TomlNode::Kind::kBoolean;
    to.boolean = boolean->get();
  } else {
    to.kind = TomlNode::Kind::kTime;
  }
}

void convert(const toml::node& node, TomlNode& to) {
  to.line = node.source().begin.line;
  to.column = node.source().begin.column;
  if (const toml::table* table = node.as_table()) {
    to.kind = TomlNode::Kind::kTable;
    for (const auto& [key, value] : *table) {
      to.keys.emplace_back(key.str());
      convert(value, to.items.emplace_back());
    }
  } else if (const toml::array* array = node.as_array()) {
    to.kind = TomlNode::Kind::kList;
    for (const toml::node& item : *array) convert(item, to.items.emplace_back());
  } else {
    convert_scalar(node, to);
  }
}

}  // namespace

Result<TomlNode> parse_toml_tree(std::string_view toml, const std::string& origin) {
  KEYHOUND_TRY(const toml::table table, parse_toml(toml, TomlSource{origin}));
  TomlNode root;
  convert(table, root);
  return root;
}

}  // namespace keyhound
