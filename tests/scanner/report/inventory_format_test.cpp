// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/inventory_format.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("Every format has a name and a description, and is found by its name") {
  CHECK(inventory_formats().size() >= 4);
  for (const InventoryFormat* format : inventory_formats()) {
    CHECK_FALSE(format->description.empty());
    CHECK(find_inventory_format(format->name) == format);
  }
  CHECK(find_inventory_format("xml") == nullptr);
}

}  // namespace
}  // namespace keyhound
