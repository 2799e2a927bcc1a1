// SPDX-License-Identifier: Apache-2.0
// References and their inventory as the formats of inventories render them.
#pragma once

#include <string>
#include <utility>

#include "scanner/report/inventory_format.h"

namespace keyhound::testing {

inline Reference reference(std::string id, Resolution resolution = Resolution::kExact) {
  Reference one;
  one.platform = "gitlab-ci";
  one.store = "gitlab-variables";
  one.kind = "secret";
  one.id = one.name = std::move(id);
  one.location = {".gitlab-ci.yml", LocationPart::kContent, {3, 5}, {3, 9}};
  one.job = "deploy";
  one.sink = "script";
  one.key_path = "deploy/script";
  one.resolution = resolution;
  return one;
}

inline std::string rendered(std::string_view format, const Inventory& inventory) {
  std::string text;
  find_inventory_format(format)->render(inventory, {}, [&](std::string_view piece) {
    text += piece;
    return true;
  });
  return text;
}

}  // namespace keyhound::testing
