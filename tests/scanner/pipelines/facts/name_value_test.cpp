// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/name_value.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

SourceText text(std::string_view all) {
  return SourceText::slice(all, {0, static_cast<std::uint32_t>(all.size())});
}

ValueReading literal(DefinitionBuilder&, const SourceText&, const ValuePlace&) { return {}; }

TEST_CASE("A name and its value are parted at the first =, with their places") {
  const auto pair = split_name_value(text("DB_URL='a=b c'"));
  REQUIRE(pair);
  CHECK(pair->name == "DB_URL");
  CHECK(pair->name_range == TextRange{0, 6});
  CHECK(pair->value.text == "a=b c");
  CHECK(pair->value.whole == TextRange{8, 13});
  CHECK(split_name_value(text("A="))->value.text.empty());
  CHECK_FALSE(split_name_value(text("NAME")));
  CHECK_FALSE(split_name_value(text("=x")));
  CHECK_FALSE(split_name_value(text("echo a=b")));
}

TEST_CASE("A line has several pairs, and values in quotes have blanks") {
  const auto pairs = split_name_values(text("name=bob  plain password=\"a b\" x='"));
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[1].name == "password");
  CHECK(pairs[1].value.text == "a b");
  CHECK(pairs[2].value.text == "'");
  CHECK(split_name_values(text("   ")).empty());
}

TEST_CASE("Variables are bound from mappings and from lists") {
  const std::string file = "map: {A: x, B: {}}\nlist: [C=y, D, {}]\n";
  const auto document = YamlDocument::parse(file);
  REQUIRE(document);
  Definition definition;
  const DefinitionSource source{"x", file, &*document, nullptr};
  DefinitionBuilder builder(source, literal, definition);
  const YamlNode* root = root_of(&*document);
  YamlWalkBudget budget(100);
  bind_name_values(builder, budget, BindingKind::kEnvironment, {}, at(root, "map"), "map");
  bind_name_values(builder, budget, BindingKind::kEnvironment, {}, at(root, "list"), "list");
  bind_name_values(builder, budget, BindingKind::kEnvironment, {}, nullptr, "none");
  REQUIRE(definition.bindings.size() == 2);
  CHECK(definition.bindings[0].key_path == "map/A");
  CHECK(definition.bindings[1].key_path == "list/0");
  CHECK(file.substr(definition.bindings[1].value.whole.begin, 1) == "y");
  YamlWalkBudget spent(0);
  bind_name_values(builder, spent, BindingKind::kEnvironment, {}, at(root, "map"), "map");
  bind_name_values(builder, spent, BindingKind::kEnvironment, {}, at(root, "list"), "list");
  CHECK(definition.bindings.size() == 2);
}

}  // namespace
}  // namespace keyhound
