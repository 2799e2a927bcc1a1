// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/walk_budget.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/yaml/document.h"

namespace keyhound {
namespace {

// A walk as every walker does it.
void walk(const YamlNode& node, YamlWalkBudget& budget, std::size_t& visits) {
  if (!budget.take()) return;
  ++visits;
  const YamlNode& value = node.resolved();
  for (const YamlNode& item : value.items()) walk(item, budget, visits);
  for (const auto& [key, each] : value.entries()) walk(each, budget, visits);
}

}  // namespace

TEST_CASE("YamlWalkBudget is spent once and for all") {
  YamlWalkBudget budget(3);
  CHECK(budget.take(2));
  CHECK_FALSE(budget.is_spent());
  CHECK_FALSE(budget.take(2));
  CHECK(budget.is_spent());
  CHECK_FALSE(budget.take());
}

TEST_CASE("A walk through a bomb of aliases ends after 100 visits for each node written") {
  std::string bomb = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before +
            "]\n";
  }
  const auto document = YamlDocument::parse(bomb);
  REQUIRE(document);
  YamlWalkBudget budget = document->walk_budget();
  std::size_t visits = 0;
  walk(*document->roots().at(0), budget, visits);
  CHECK(budget.is_spent());
  CHECK(visits == 100 * (1 + 60 * 4));
}

TEST_CASE("A walk through a document with ordinary aliases is not bounded") {
  const auto document = YamlDocument::parse("base: &b {x: 1, y: 2}\nuses: [*b, *b, *b, *b, *b]\n");
  REQUIRE(document);
  YamlWalkBudget budget = document->walk_budget();
  std::size_t visits = 0;
  walk(*document->roots().at(0), budget, visits);
  CHECK_FALSE(budget.is_spent());
  CHECK(visits == 1 + 3 + 1 + 5 * 3);
}

}  // namespace keyhound
