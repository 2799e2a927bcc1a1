// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/drivers/driver.h"

#include <doctest/doctest.h>

#include <set>

namespace keyhound {

TEST_CASE("Every driver is found by its name, says what it does, and has a name of its own") {
  std::set<std::string_view> names;
  for (const Driver* driver : all_drivers()) {
    CAPTURE(driver->name);
    CHECK(find_driver(driver->name) == driver);
    CHECK_FALSE(driver->what.empty());
    CHECK(names.insert(driver->name).second);
  }
  CHECK(find_driver("none") == nullptr);
}

}  // namespace keyhound
