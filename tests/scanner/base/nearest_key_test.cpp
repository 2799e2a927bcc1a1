// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/nearest_key.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace keyhound {

TEST_CASE("The nearest key has few edits, whatever its case and separator") {
  constexpr std::array<std::string_view, 4> kKeys = {"id", "identity", "last_rotated", "owner"};
  CHECK(nearest_key("identiy", kKeys) == "identity");
  CHECK(nearest_key("lastRotated", kKeys) == "last_rotated");
  CHECK(nearest_key("last-rotated", kKeys) == "last_rotated");
  CHECK(nearest_key("ownr", kKeys) == "owner");
  CHECK(nearest_key("Id", kKeys) == "id");
  CHECK(nearest_key("onwer", kKeys) == "owner");
  CHECK(nearest_key("password", kKeys).empty());
  CHECK(nearest_key("", kKeys).empty());
  CHECK(nearest_key(std::string(1'000'000, 'o'), kKeys).empty());
}

}  // namespace keyhound
