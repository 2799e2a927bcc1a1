// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "scanner/verify/drivers/driver.h"

namespace keyhound {

std::span<const Driver* const> all_drivers() {
  static const std::vector<const Driver*> kDrivers;
  return kDrivers;
}

const Driver* find_driver(std::string_view name) {
  const auto drivers = all_drivers();
  const auto found = std::find_if(drivers.begin(), drivers.end(),
                                  [name](const Driver* driver) { return driver->name == name; });
  return found == drivers.end() ? nullptr : *found;
}

}  // namespace keyhound
