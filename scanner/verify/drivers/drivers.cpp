// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "scanner/verify/drivers/driver_list.h"

namespace keyhound {

std::span<const Driver* const> all_drivers() {
  static constexpr std::array kDrivers = {
      &kAlibabaAcs3Driver,    &kAwsSigv4Driver,          &kAzureClientCredentialsDriver,
      &kAzureCosmosDriver,    &kAzureHmacDriver,         &kAzureSasDriver,
      &kAzureSharedKeyDriver, &kGcpServiceAccountDriver, &kHmacDriver,
      &kTencentTc3Driver};
  return kDrivers;
}

const Driver* find_driver(std::string_view name) {
  const auto drivers = all_drivers();
  const auto found = std::find_if(drivers.begin(), drivers.end(),
                                  [name](const Driver* driver) { return driver->name == name; });
  return found == drivers.end() ? nullptr : *found;
}

}  // namespace keyhound
