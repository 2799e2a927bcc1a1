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

}  // namespace
}  // namespace keyhound
