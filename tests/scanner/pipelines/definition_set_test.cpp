// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/definition_set.h"

#include <doctest/doctest.h>

#include "scanner/pipelines/platform.h"
#include "tests/support/definition_text.h"

namespace keyhound {
namespace {

Definition at(std::string path) {
  Definition definition;
  definition.path = std::move(path);
  definition.platform = find_platform("github-actions");
  return definition;
}

TEST_CASE("Definitions are sorted and found by path") {
  std::vector<Definition> definitions;
  for (const char* path : {"b.yml", "c.yml", "a.yml"}) definitions.push_back(at(path));
  const DefinitionSet set(std::move(definitions));
  REQUIRE(set.definitions().size() == 3);
  CHECK(set.definitions()[0].path == "a.yml");
  CHECK(set.find("b.yml") == &set.definitions()[1]);
  CHECK(set.find("d.yml") == nullptr);
  CHECK(set.find("") == nullptr);
}

TEST_CASE("Definitions are counted by platform") {
  std::vector<Definition> definitions;
  definitions.push_back(at("a.yml"));
  definitions.push_back(at("b.yml"));
  const auto counts = DefinitionSet(std::move(definitions)).counts();
  REQUIRE(counts.size() == 1);
  CHECK(counts[0].platform == "github-actions");
  CHECK(counts[0].name == "GitHub Actions");
  CHECK(counts[0].count == 2);
  CHECK(DefinitionSet({}).counts().empty());
}

}  // namespace
}  // namespace keyhound
