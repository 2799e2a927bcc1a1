// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/inventory_format.h"

#include <algorithm>

namespace keyhound {

#define KEYHOUND_INVENTORY_FORMAT(Name) extern const InventoryFormat k##Name##InventoryFormat;
#include "inventory_formats.inc"
#undef KEYHOUND_INVENTORY_FORMAT

std::span<const InventoryFormat* const> inventory_formats() {
#define KEYHOUND_INVENTORY_FORMAT(Name) &k##Name##InventoryFormat,
  static constexpr const InventoryFormat* kAll[] = {
#include "inventory_formats.inc"
  };
#undef KEYHOUND_INVENTORY_FORMAT
  return kAll;
}

const InventoryFormat* find_inventory_format(std::string_view name) {
  const auto all = inventory_formats();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const InventoryFormat* one) { return one->name == name; });
  return found == all.end() ? nullptr : *found;
}

}  // namespace keyhound
