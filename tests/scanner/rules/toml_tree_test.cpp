// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/toml_tree.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A TOML document is read into values with their lines") {
  const auto tree = parse_toml_tree(
      "a = \"x\"\nb = 7\nc = 1.5\nd = true\ne = 2026-11-30\n[[t]]\nl = [1, 'y']\n", "f.toml");
  REQUIRE(tree.has_value());
  REQUIRE(tree->keys == std::vector<std::string>{"a", "b", "c", "d", "e", "t"});
  CHECK(tree->items[0].text == "x");
  CHECK(tree->items[1].integer == 7);
  CHECK(tree->items[2].number == 1.5);
  CHECK(tree->items[3].boolean);
  CHECK(tree->items[4].kind == TomlNode::Kind::kTime);
  const TomlNode& tables = tree->items[5];
  REQUIRE(tables.kind == TomlNode::Kind::kList);
  REQUIRE(tables.items.size() == 1);
  CHECK(tables.items[0].line == 6);
  CHECK(tables.items[0].items[0].items[1].text == "y");
  CHECK(tables.items[0].items[0].line == 7);
}

TEST_CASE("A TOML document that does not parse is an error with its place") {
  const auto tree = parse_toml_tree("a = 1\nb = \n", "f.toml");
  REQUIRE_FALSE(tree.has_value());
  CHECK(tree.error().message.rfind("f.toml:2:", 0) == 0);
  std::string key = "a";
  for (int i = 0; i < 300'000; ++i) key += ".a";
  CHECK_FALSE(parse_toml_tree(key + " = 1", "f.toml").has_value());
}

}  // namespace keyhound
