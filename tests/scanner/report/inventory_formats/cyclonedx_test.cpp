// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/scanner/report/inventory_fixture.h"

namespace keyhound {
namespace {

using testing::reference;
using testing::rendered;

TEST_CASE("The bill of materials is the same for the same inventory, and counts each secret once") {
  const Inventory inventory = inventory_of({reference("A"), reference("B"), reference("A")});
  const std::string text = rendered("cyclonedx", inventory);
  CHECK(text == rendered("cyclonedx", inventory));
  const auto bom = nlohmann::json::parse(text);
  REQUIRE(bom["components"].size() == 2);
  CHECK(bom["components"][0]["evidence"]["occurrences"].size() == 2);
}

TEST_CASE("An inventory in which no secret is named says that it is incomplete, too") {
  const auto bom_of = [](const Inventory& inventory) {
    return nlohmann::json::parse(rendered("cyclonedx", inventory));
  };
  const auto dynamic = bom_of(inventory_of({reference("A", Resolution::kDynamic)}));
  CHECK(dynamic["components"].empty());
  REQUIRE(dynamic["compositions"].size() == 1);
  CHECK(dynamic["compositions"][0]["aggregate"] == "incomplete");
  CHECK(dynamic["compositions"][0]["assemblies"][0] == dynamic["metadata"]["component"]["bom-ref"]);
  CHECK(bom_of(inventory_of({}))["compositions"].empty());
}

}  // namespace
}  // namespace keyhound
