// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/inventory.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

Reference reference(std::string id, std::string path, std::string key) {
  Reference one;
  one.platform = "github-actions";
  one.store = "github-secrets";
  one.id = std::move(id);
  one.location.path = std::move(path);
  one.key_path = std::move(key);
  return one;
}

TEST_CASE("References of one secret are one item, and what has no name is kept apart") {
  Reference dynamic = reference("", "a.yml", "env/A");
  dynamic.resolution = Resolution::kDynamic;
  const Inventory inventory =
      inventory_of({reference("B", "a.yml", "env/B"), reference("A", "a.yml", "env/A"), dynamic,
                    reference("B", "b.yml", "env/B")});
  REQUIRE(inventory.items.size() == 2);
  CHECK(inventory.items[0].id == "A");
  CHECK(inventory.items[1].references.size() == 2);
  CHECK(inventory.unresolved.size() == 1);
  CHECK_FALSE(inventory.complete());
}

TEST_CASE("An inventory of named secrets, of which all was read, is complete") {
  Inventory inventory = inventory_of({reference("A", "a.yml", "env/A")});
  CHECK(inventory.complete());
  inventory.diagnostics.push_back({"unreadable-definition", "b.yml", "broken", true});
  CHECK_FALSE(inventory.complete());
}

TEST_CASE("A diff tells new secrets from new places of known ones, and passes over moved lines") {
  Reference moved = reference("A", "a.yml", "env/A");
  moved.location.start.line = 9;
  const Inventory before =
      inventory_of({reference("A", "a.yml", "env/A"), reference("OLD", "a.yml", "env/O"),
                    reference("B", "a.yml", "env/B")});
  const Inventory after =
      inventory_of({moved, reference("NEW", "a.yml", "env/N"), reference("B", "b.yml", "env/B")});
  const InventoryDiff diff = diff_inventories(before, after);
  REQUIRE(diff.added.size() == 1);
  CHECK(diff.added[0].id == "NEW");
  REQUIRE(diff.removed.size() == 1);
  CHECK(diff.removed[0].id == "OLD");
  REQUIRE(diff.more_places.size() == 1);
  CHECK(diff.more_places[0].references.front().location.path == "b.yml");
  REQUIRE(diff.fewer_places.size() == 1);
  CHECK(diff.fewer_places[0].references.front().location.path == "a.yml");
}

}  // namespace
}  // namespace keyhound
