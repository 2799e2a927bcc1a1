// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/merged_yaml.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Mappings have their own entries and those that they merge") {
  const auto document =
      YamlDocument::parse("a: &a {x: 1, y: {z: 2}}\nb: {x: 3, <<: *a}\nc: [p, q]\n");
  REQUIRE(document);
  MergedYaml yaml(*document);
  const YamlNode* root = root_of(&*document);
  CHECK(text_of(yaml.at(root, {"b", "x"})) == "3");
  CHECK(text_of(yaml.at(root, {"b", "y", "z"})) == "2");
  CHECK(yaml.at(root, {"b", "nowhere", "z"}) == nullptr);
  CHECK(yaml.at(nullptr, "x") == nullptr);
  const auto entries = yaml.entries(yaml.at(root, "b"));
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].name == "x");
  CHECK(entries[1].name == "y");
  CHECK(yaml.items(yaml.at(root, "c")).size() == 2);
  CHECK(yaml.entries(yaml.at(root, "c")).empty());
  CHECK_FALSE(yaml.is_spent());
}

TEST_CASE("Merges that multiply spend the budget and end") {
  std::string text = "big: &big {";
  for (int i = 0; i < 5'000; ++i) text += "k" + std::to_string(i) + ": 1, ";
  text += "z: 1}\n";
  for (int i = 0; i < 1'000; ++i) text += "j" + std::to_string(i) + ": {<<: *big}\n";
  const auto document = YamlDocument::parse(text);
  REQUIRE(document);
  MergedYaml yaml(*document);
  for (const MappingEntry& entry : yaml.entries(root_of(&*document)))
    static_cast<void>(yaml.at(entry.value, "x"));
  CHECK(yaml.is_spent());
}

}  // namespace
}  // namespace keyhound
